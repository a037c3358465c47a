using System.CommandLine;
using System.CommandLine.Help;
using Hourglass.Cli.Commands;

namespace Hourglass.Cli;

/// <summary>The command line: all commands and their common options.</summary>
internal static class CommandLine
{
    public static Command Create() => Of(
        DemoCommand.Create(),
        TrainCommand.Create(),
        EvaluateCommand.Create(),
        EncodeCommand.Create(),
        DecodeCommand.Create(),
        ReconstructCommand.Create(),
        ReconstructCommand.CreateDenoise(),
        GenerateCommand.Create(),
        ImputeCommand.Create(),
        InterpolateCommand.Create(),
        TraverseCommand.Create(),
        SweepCommand.Create(),
        InspectCommand.Create(),
        ModelsCommand.Create(),
        ReportCommand.Create(),
        BenchCommand.Create(),
        ReproduceCommand.Create());

    /// <summary>A command line with these commands.</summary>
    public static Command Of(params IReadOnlyList<Command> commands)
    {
        var line = new Command("hourglass", "Hourglass trains autoencoders on images and numeric data and applies them: maps, features, denoising, new data.");
        foreach (var command in commands) line.Add(command);
        line.Add(new HelpOption { Action = new DetailedHelp(new HelpAction()) });
        line.Add(new VersionOption());
        line.Add(CommonOptions.Json);
        line.Add(CommonOptions.Verbose);
        line.Add(CommonOptions.Threads);
        return line;
    }

    /// <summary>Runs the command given by the arguments.</summary>
    /// <returns>The exit status: 0 success, 1 failure, 2 incorrect usage.</returns>
    public static async Task<int> RunAsync(Command line, IReadOnlyList<string> arguments)
    {
        var parsed = line.Parse(arguments);
        if (parsed.Action is DetailedHelp || !WrongUsage.IsIn(parsed))
            return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
        var words = new CommandVocabulary(parsed.CommandResult.Command);
        var (message, violations) = WrongUsage.Explain(parsed);
        Console.Error.WriteLine($"hourglass: {PlainText.Of(message.ToString(words))}");
        // The parser may give up before it reaches the option.
        var json = arguments.Contains(CommonOptions.Json.Name, StringComparer.Ordinal);
        new Output(json, words).Finish(FailureResult.Of(FailureResult.Usage, message, violations, words, status: 2));
        return 2;
    }
}
