using Hourglass.Cli;
using Hourglass.Files;

namespace Hourglass.Figures;

/// <summary>Where rows, results and the page lie in a repository.</summary>
/// <param name="root">The repository.</param>
/// <param name="patience">How long others are waited for who hold the results, which they do for the blink in which they write them; a minute where nothing is said.</param>
internal sealed class ReproductionFolder(string root, TimeSpan? patience = null)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>The rows.</summary>
    public string Rows => Path.Combine(root, "bench", "reproduction");

    /// <summary>The page.</summary>
    public string Page => Path.Combine(root, "bench", "REPRODUCTION.md");

    /// <summary>The runs, where nothing else is said.</summary>
    public string Runs => Path.Combine(root, "runs", "reproduction");

    /// <summary>The repository that the tool was started in.</summary>
    /// <exception cref="HourglassException">There are no rows in it.</exception>
    public static ReproductionFolder Find()
    {
        var found = new ReproductionFolder(RepositoryRoot.Find());
        return Directory.Exists(found.Rows)
            ? found
            : throw new HourglassException($"reproduce trains the rows of a repository, and there is no folder '{found.Rows}'; start it as './hourglass reproduce' in a whole copy of the repository.");
    }

    /// <summary>What a row has reached; null where nothing is stored, or of other settings than the row has now.</summary>
    /// <exception cref="HourglassException">The file is damaged.</exception>
    public ReproductionResult? Result(ReproductionRow row) => File.Exists(PathOf(row)) && Json.Read<ReproductionResult>(PathOf(row)) is var stored && stored.IsOf(row) ? stored : null;

    /// <summary>Stores what a row has reached, while nobody else writes results or the page.</summary>
    /// <param name="row">The row.</param>
    /// <param name="make">Makes what is stored from what was stored before, or from null.</param>
    /// <exception cref="HourglassException">The file cannot be written, or others did not let go of the results.</exception>
    public void Store(ReproductionRow row, Func<ReproductionResult?, ReproductionResult> make)
    {
        using var claim = Claim();
        Json.Write(PathOf(row), make(Result(row)));
    }

    /// <summary>Writes the page from rows and results as they lie there now: others may have trained, or rows may have been corrected, since they were last read.</summary>
    /// <exception cref="HourglassException">A row or result is damaged, the page cannot be written, or others did not let go of the results.</exception>
    public void WritePage()
    {
        using var claim = Claim();
        AtomicFile.WriteText(Page, ReproductionPage.Write(ReproductionRows.Load(Rows), Result));
    }

    /// <summary>Waits until no other process writes results or the page.</summary>
    private FileClaim Claim()
    {
        var path = Path.Combine(Rows, "results.lock");
        return FileClaim.Take(
            path,
            cause => $"The results in '{Rows}' cannot be written ({cause}): another reproduce holds '{path}'; wait for it, or end it, and start the same command again.",
            patience ?? Minute);
    }

    private string PathOf(ReproductionRow row) => Path.Combine(Rows, "results", row.Id + ".json");
}
