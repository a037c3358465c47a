using System.CommandLine;
using Hourglass.Runs;

namespace Hourglass.Cli;

/// <summary>
/// Refuses, for every command, a result in the place of what it is made from: data, codes, a file of options, or the files of the run that is put
/// to use.
/// </summary>
internal static class ResultPaths
{
    /// <summary>The options that name what a result is made from.</summary>
    internal static readonly IReadOnlyList<string> Sources = ["--data", "--codes", "--config"];

    private const string Result = "--out";

    /// <summary>What a command was told to write; null where it was told nothing.</summary>
    public static string? Of(ParseResult parsed) => Given(parsed, Result);

    /// <summary>Refuses a result that would replace what it is made from.</summary>
    /// <exception cref="UsageException">It would, or its name is empty.</exception>
    public static void Check(ParseResult parsed)
    {
        if (Of(parsed) is not { } result) return;
        ResultPath.RequireNamed(result);
        foreach (var name in Sources)
        {
            if (Given(parsed, name) is { Length: > 0 } source) ResultPath.RequireApart(result, source);
        }

        foreach (var run in parsed.CommandResult.Command.Arguments.Where(argument => argument.Name == CommonOptions.FolderName).OfType<Argument<string>>())
        {
            if (parsed.GetValue(run) is { Length: > 0 } folder) ResultPath.RequireApartFromRun(result, folder);
        }
    }

    private static string? Given(ParseResult parsed, string name) =>
        parsed.CommandResult.Command.Options.FirstOrDefault(option => option.Name == name) is { } option && parsed.GetResult(option) is { Implicit: false }
            ? parsed.GetValue<string?>(name)
            : null;
}
