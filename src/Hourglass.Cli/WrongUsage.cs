using System.CommandLine;
using System.CommandLine.Parsing;
using Hourglass.Settings;

namespace Hourglass.Cli;

/// <summary>Describes all errors of a command line at once.</summary>
internal static class WrongUsage
{
    /// <summary>Whether the command line is invalid.</summary>
    public static bool IsIn(ParseResult parsed) => parsed.Errors.Count > 0 || Mistyped(parsed).Any();

    public static string Explain(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var help = command.Parents.Any() ? $"{ToolName.Text} {command.Name} --help" : $"{ToolName.Text} --help";
        // For an unknown word, the errors of the parser add nothing.
        if (Mistyped(parsed).Concat(parsed.UnmatchedTokens).FirstOrDefault() is { } unknown) return $"{Unknown(unknown, command)}see '{help}'.";
        var sentences = parsed.Errors.Select(error => Number(error) ?? error.Message).Distinct(StringComparer.Ordinal);
        return $"{string.Join(" ", sentences)} See '{help}'.";
    }

    /// <summary>Unknown options, which the parser treats as the folder or name argument if the command has one.</summary>
    private static IEnumerable<string> Mistyped(ParseResult parsed) =>
        parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(result => result.Tokens).Select(token => token.Value)
            .Where(value => value.StartsWith('-'));

    private static string Unknown(string word, Command command)
    {
        var everywhere = command.Parents.OfType<Command>().SelectMany(parent => parent.Options).Where(option => option.Recursive);
        var known = command.Subcommands.Select(sub => sub.Name)
            .Concat(command.Options.Concat(everywhere).Where(option => !option.Hidden).Select(option => option.Name));
        var kind = word.StartsWith('-') || command.Subcommands.Count == 0 ? "option or argument" : "command";
        return $"There is no {kind} '{word}'; {Nearest.Hint(word, known)}";
    }

    /// <summary>The error for text in place of a number; null for other errors. The message of the parser names a .NET type.</summary>
    private static string? Number(ParseError error)
    {
        if (error.SymbolResult is not OptionResult { Option: var option, Tokens: [var given] }) return null;
        var type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        var wanted = type == typeof(int) ? $"a whole number up to {int.MaxValue}"
            : type == typeof(long) ? $"a whole number up to {long.MaxValue}"
            : type == typeof(double) ? "a number, such as 0.5" : null;
        return wanted is null ? null : $"{option.Name.TrimStart('-')} is '{given.Value}'; give {wanted}.";
    }
}
