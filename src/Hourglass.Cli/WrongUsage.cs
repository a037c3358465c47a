using System.CommandLine;
using Hourglass.Settings;

namespace Hourglass.Cli;

/// <summary>Says in one sentence what is wrong with a command line.</summary>
internal static class WrongUsage
{
    public static string Explain(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var help = command.Parents.Any() ? $"hourglass {command.Name} --help" : "hourglass --help";
        if (parsed.UnmatchedTokens is not [var unknown, ..]) return $"{parsed.Errors[0].Message} See '{help}'.";
        var known = command.Subcommands.Select(sub => sub.Name).Concat(command.Options.Select(option => option.Name));
        var kind = unknown.StartsWith('-') || command.Subcommands.Count == 0 ? "option or argument" : "command";
        return $"There is no {kind} '{unknown}'; {Nearest.Hint(unknown, known)}see '{help}'.";
    }
}
