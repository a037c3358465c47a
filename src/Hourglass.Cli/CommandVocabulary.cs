using System.CommandLine;

namespace Hourglass.Cli;

/// <summary>
/// The words of the command line: an option is written as its user types it, <c>--latent 8</c> if the command has such an option and
/// <c>--set clip=5</c> otherwise.
/// </summary>
internal sealed class CommandVocabulary(Command command) : IVocabulary
{
    /// <summary>Names of the library that no <c>--set</c> accepts, with the option that has another name or belongs to another command.</summary>
    private static readonly Dictionary<string, string> Options = new(StringComparer.Ordinal)
    {
        ["output"] = "--out",
        ["data"] = "--data",
        ["model"] = "--model",
        ["array"] = "--array",
        ["condition"] = "--condition",
        ["seeds"] = "--seeds",
    };

    /// <inheritdoc/>
    public string Setting(string name, string? value)
    {
        if (Options.TryGetValue(name, out var option) || HasOption(option = $"--{name}")) return value is null ? option : $"{option} {ToolName.Quoted(value)}";
        return $"--set {ToolName.Quoted(value is null ? name : $"{name}={value}")}";
    }

    private bool HasOption(string name) => command.Options.Any(option => string.Equals(option.Name, name, StringComparison.Ordinal));
}
