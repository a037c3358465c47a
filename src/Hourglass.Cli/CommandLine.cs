using System.CommandLine;
using System.CommandLine.Help;
using Hourglass.Cli.Commands;

namespace Hourglass.Cli;

/// <summary>The whole command line: every command, and the options that all of them take.</summary>
internal static class CommandLine
{
    public static Command Create() =>
        new("hourglass", "Hourglass trains autoencoders on your pictures and numbers, and puts them to use: maps, features, clean copies, new data.")
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
            BenchCommand.Create(),
            new HelpOption { Action = new DetailedHelp(new HelpAction()) },
            new VersionOption(),
            CommonOptions.Json,
            CommonOptions.Verbose,
            CommonOptions.Threads,
        };
}
