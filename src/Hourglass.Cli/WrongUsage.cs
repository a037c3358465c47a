using System.CommandLine;
using System.CommandLine.Parsing;
using Hourglass.Settings;

namespace Hourglass.Cli;

/// <summary>Says in one sentence what is wrong with a command line.</summary>
internal static class WrongUsage
{
    public static string Explain(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var help = command.Parents.Any() ? $"hourglass {command.Name} --help" : "hourglass --help";
        if (parsed.UnmatchedTokens is not [var unknown, ..]) return WholeNumber(parsed.Errors[0], help) ?? $"{parsed.Errors[0].Message} See '{help}'.";
        var known = command.Subcommands.Select(sub => sub.Name).Concat(command.Options.Select(option => option.Name));
        var kind = unknown.StartsWith('-') || command.Subcommands.Count == 0 ? "option or argument" : "command";
        return $"There is no {kind} '{unknown}'; {Nearest.Hint(unknown, known)}see '{help}'.";
    }

    /// <summary>The sentence for a text where a whole number is needed; null for other errors. The parser's own names the type.</summary>
    private static string? WholeNumber(ParseError error, string help)
    {
        if (error.SymbolResult is not OptionResult { Option: var option, Tokens: [var given] }) return null;
        var type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        var most = type == typeof(int) ? int.MaxValue : type == typeof(long) ? long.MaxValue : 0;
        return most == 0 ? null : $"{option.Name.TrimStart('-')} is '{given.Value}'; give a whole number up to {most}, see '{help}'.";
    }
}
