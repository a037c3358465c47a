namespace Hourglass.Cli;

/// <summary>The name of the tool in commands that it suggests.</summary>
internal static class ToolName
{
    private const string Plain = "hourglass";

    /// <summary>The name by which the tool was started, as set by its script; the plain name by default.</summary>
    public static string Text { get; } = Environment.GetEnvironmentVariable("HOURGLASS_NAME") is { Length: > 0 } name ? name : Plain;

    /// <summary>A command to copy into a shell, quoted where necessary.</summary>
    public static string Command(params string[] arguments) => string.Join(' ', arguments.Select(Quoted).Prepend(Quoted(Text)));

    /// <summary>A word of a command, quoted for the shell where necessary.</summary>
    public static string Quoted(string argument)
    {
        if (argument.Length > 0
            && argument.All(letter => char.IsAsciiLetterOrDigit(letter) || "_-./:,=+@%".Contains(letter)
            || (letter == '\\' && OperatingSystem.IsWindows()))) return argument;
        return OperatingSystem.IsWindows() ? $"\"{argument}\"" : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }

    /// <summary>Replaces the plain name in examples with the name by which the tool was started.</summary>
    /// <param name="examples">Lines that begin with the plain name, apart from their indent, are commands.</param>
    /// <param name="name">The name.</param>
    public static string In(string examples, string name) => string.Join('\n', examples.Split('\n').Select(line =>
    {
        var command = line.TrimStart(' ');
        return command.StartsWith(Plain + " ", StringComparison.Ordinal) ? line[..^command.Length] + name + command[Plain.Length..] : line;
    }));
}
