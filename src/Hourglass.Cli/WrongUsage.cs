using System.CommandLine;
using System.CommandLine.Parsing;
using Hourglass.Settings;

namespace Hourglass.Cli;

/// <summary>Describes all errors of a command line at once.</summary>
internal static class WrongUsage
{
    /// <summary>Whether the command line is invalid.</summary>
    public static bool IsIn(ParseResult parsed) => parsed.Errors.Count > 0 || Mistyped(parsed).Any();

    /// <summary>The whole message, and the errors one by one.</summary>
    public static (MessageText Message, IReadOnlyList<MessageText> Violations) Explain(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var help = command.Parents.Any() ? $"{ToolName.Text} {command.Name} --help" : $"{ToolName.Text} --help";
        // For an unknown word, the errors of the parser add nothing.
        if (Mistyped(parsed).Concat(parsed.UnmatchedTokens).FirstOrDefault() is { } unknown)
        {
            var explained = Unknown(unknown, command, help);
            return (explained, [explained]);
        }

        MessageText[] violations = [.. parsed.Errors.Select(Explain).Distinct()];
        return ($"{MessageText.Join(" ", violations)} See '{help}'.", violations);
    }

    /// <summary>Unknown options, which the parser treats as the folder or name argument if the command has one.</summary>
    private static IEnumerable<string> Mistyped(ParseResult parsed) =>
        parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(result => result.Tokens).Select(token => token.Value)
            .Where(value => value.StartsWith('-'));

    private static MessageText Unknown(string word, Command command, string help)
    {
        var everywhere = command.Parents.OfType<Command>().SelectMany(parent => parent.Options).Where(option => option.Recursive);
        var known = command.Subcommands.Select(sub => sub.Name)
            .Concat(command.Options.Concat(everywhere).Where(option => !option.Hidden).Select(option => option.Name));
        var kind = word.StartsWith('-') || command.Subcommands.Count == 0 ? "option or argument" : "command";
        MessageText allowed = $"see '{help}'";
        if (Nearest.To(word, known) is { } nearest) allowed = $"did you mean '{nearest}'? Otherwise see '{help}'";
        return $"There is no {What(kind)} '{Got(word)}'; {Allowed(allowed)}.";
    }

    /// <summary>An error with the option or argument that the parser quotes first as a field.</summary>
    private static MessageText Explain(ParseError error)
    {
        if (Number(error) is { } number) return number;
        if (error.Message.Split('\'') is not [var before, var name, .. var rest]) return error.Message;
        var after = string.Join('\'', rest);
        if (after == " is required.") return $"{before}'{What(name)}' is {Allowed("required")}.";
        return before == "Required argument " ? (MessageText)$"Argument '{What(name)}' is {Allowed("required")}." : $"{before}'{What(name)}'{after}";
    }

    /// <summary>The error for text in place of a number; null for other errors. The message of the parser names a .NET type.</summary>
    private static MessageText? Number(ParseError error)
    {
        if (error.SymbolResult is not OptionResult { Option: var option, Tokens: [var given] }) return null;
        var type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        var wanted = type == typeof(int) ? $"a whole number up to {int.MaxValue}"
            : type == typeof(long) ? $"a whole number up to {long.MaxValue}"
            : type == typeof(double) ? "a number, such as 0.5" : null;
        if (wanted is null) return null;
        return $"{What(option.Name.TrimStart('-'))} is '{Got(given.Value)}'; give {Allowed(wanted)}.";
    }
}
