namespace Hourglass.Cli;

/// <summary>What the tool is called by, so that commands which it tells people to type can be typed.</summary>
internal static class ToolName
{
    private const string Plain = "hourglass";

    /// <summary>The name that the tool was started by, as its script says it; the plain one where nobody does.</summary>
    public static string Text { get; } = Environment.GetEnvironmentVariable("HOURGLASS_NAME") is { Length: > 0 } name ? name : Plain;

    /// <summary>A command that a person can type as it stands: what a shell would take apart is quoted.</summary>
    public static string Command(params string[] arguments) => string.Join(' ', arguments.Select(Quoted).Prepend(Quoted(Text)));

    private static string Quoted(string argument)
    {
        if (argument.Length > 0 && argument.All(letter => char.IsAsciiLetterOrDigit(letter) || "_-./:,=+@%".Contains(letter) || (letter == '\\' && OperatingSystem.IsWindows()))) return argument;
        return OperatingSystem.IsWindows() ? $"\"{argument}\"" : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }

    /// <summary>Examples with the plain name, by the name that the tool was started by.</summary>
    /// <param name="examples">Lines that begin with the plain name, apart from their indent, are commands.</param>
    /// <param name="name">The name.</param>
    public static string In(string examples, string name) => string.Join('\n', examples.Split('\n').Select(line =>
    {
        var command = line.TrimStart(' ');
        return command.StartsWith(Plain + " ", StringComparison.Ordinal) ? line[..^command.Length] + name + command[Plain.Length..] : line;
    }));
}
