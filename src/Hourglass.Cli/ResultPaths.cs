using System.CommandLine;
using Hourglass.Runs;

namespace Hourglass.Cli;

/// <summary>
/// Refuses, for every command, a result that would replace its input: data, codes, an options file, or files of the run.
/// </summary>
internal static class ResultPaths
{
    /// <summary>The options that name inputs of a result.</summary>
    internal static readonly IReadOnlyList<string> Sources = ["--data", "--codes", "--config"];

    private const string Result = "--out";

    /// <summary>The requested output; null if there is none.</summary>
    public static string? Of(ParseResult parsed) => Given(parsed, Result);

    /// <summary>Refuses a result that would replace its input.</summary>
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
