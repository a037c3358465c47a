using System.CommandLine;
using System.CommandLine.Help;
using Hourglass.Cli;
using Hourglass.Cli.Commands;

var root = new Command("hourglass", "Hourglass trains autoencoders on your pictures and numbers, and puts them to use: maps, features, clean copies, new data.")
{
    DemoCommand.Create(),
    TrainCommand.Create(),
    EvaluateCommand.Create(),
    EncodeCommand.Create(),
    DecodeCommand.Create(),
    ReconstructCommand.Create(),
    ReconstructCommand.CreateDenoise(),
    GenerateCommand.Create(),
    InterpolateCommand.Create(),
    TraverseCommand.Create(),
    ModelsCommand.Create(),
    ReportCommand.Create(),
};
var help = new HelpOption { Action = new DetailedHelp(new HelpAction()) };
root.Options.Add(help);
root.Options.Add(new VersionOption());
root.Options.Add(CommonOptions.Json);
root.Options.Add(CommonOptions.Verbose);
root.Options.Add(CommonOptions.Threads);

var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
if (parsed.Errors.Count > 0)
{
    Console.Error.WriteLine($"hourglass: {WrongUsage.Explain(parsed)}");
    return 2;
}

return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
