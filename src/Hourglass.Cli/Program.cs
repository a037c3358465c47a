using System.CommandLine;
using Hourglass.Cli;
using Hourglass.Cli.Commands;

var root = new RootCommand("Hourglass trains autoencoders on your pictures and numbers, and puts them to use: maps, features, clean copies, new data.")
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
root.Options.Add(CommonOptions.Json);
root.Options.Add(CommonOptions.Verbose);
root.Options.Add(CommonOptions.Threads);

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors) Console.Error.WriteLine($"hourglass: {error.Message}");
    Console.Error.WriteLine($"See 'hourglass {(parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ")}--help'.");
    return 2;
}

return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
