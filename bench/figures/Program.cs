using Hourglass.Cli;
using Hourglass.Cli.Commands;
using Hourglass.Figures;

// A command line like the tool's, of the commands that work on published figures.
return await CommandLine.RunAsync(CommandLine.Of(ReproduceCommand.Create(Reproducer.Run), QualityCommand.Create()), args);
