using Hourglass.Cli;
using Hourglass.Files;

namespace Hourglass.Figures;

/// <summary>Rows, what they have reached, and the page that tells it, in a repository.</summary>
/// <param name="root">The repository.</param>
/// <param name="name">The table's name, as a folder of <c>bench</c> and of <c>runs</c>.</param>
/// <param name="command">What trains it, for messages.</param>
/// <param name="results">The folder of the results.</param>
/// <param name="page">The page.</param>
/// <param name="patience">How long others are waited for who hold the results, which they do for the blink in which they write them; a minute where nothing is
/// said.</param>
internal sealed class FigureTable(string root, string name, string command, string results, string page, TimeSpan? patience = null)
{
    private const string Script = "bench/quality/run";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>The rows.</summary>
    public string Rows => Path.Combine(root, "bench", name);

    /// <summary>The results.</summary>
    public string Results => results;

    /// <summary>What trains it, for messages.</summary>
    public string Command => command;

    /// <summary>The page.</summary>
    public string Page => page;

    /// <summary>The runs, where nothing else is said.</summary>
    public string Runs => Path.Combine(root, "runs", name);

    /// <summary>The protocols of published figures, which <c>reproduce</c> trains.</summary>
    public static FigureTable Reproduction(string root, TimeSpan? patience = null) =>
        new(root, "reproduction", "reproduce", Path.Combine(root, "bench", "reproduction", "results"), Path.Combine(root, "bench", "REPRODUCTION.md"),
            patience);

    /// <summary>A few models, each with several seeds of which the worst one counts.</summary>
    public static FigureTable Quality(string root) =>
        new(root, "quality", Script, Path.Combine(root, "bench", "quality", "results"), Path.Combine(root, "bench", "quality", "RESULTS.md"));

    /// <summary>Every model of the catalog under one budget; its rows are <see cref="CatalogRows"/>.</summary>
    public static FigureTable Models(string root) =>
        new(root, "models", Script, Path.Combine(root, "bench", "quality", "models"), Path.Combine(root, "bench", "quality", "MODELS.md"));

    /// <summary>The protocols of the repository that the tool was started in.</summary>
    /// <exception cref="HourglassException">There are no rows in it.</exception>
    public static FigureTable Find()
    {
        var found = Reproduction(RepositoryRoot.Find());
        return Directory.Exists(found.Rows)
            ? found
            : throw new HourglassException($"reproduce trains the rows of a repository, and there is no folder '{found.Rows}'; " +
                "start it as './hourglass reproduce' in a whole copy of the repository.");
    }

    /// <summary>What a row has reached; null where nothing is stored, or of other settings than the row has now.</summary>
    /// <exception cref="HourglassException">The file is damaged.</exception>
    public RowResult? Result(Row row) => File.Exists(PathOf(row)) && Json.Read<RowResult>(PathOf(row)) is var stored && stored.IsOf(row) ? stored : null;

    /// <summary>Stores what a row has reached, while nobody else writes results or the page.</summary>
    /// <param name="row">The row.</param>
    /// <param name="make">Makes what is stored from what was stored before, or from null.</param>
    /// <exception cref="HourglassException">The file cannot be written, or others did not let go of the results.</exception>
    public void Store(Row row, Func<RowResult?, RowResult> make)
    {
        using var claim = Claim();
        Json.Write(PathOf(row), make(Result(row)));
    }

    /// <summary>Writes the page, while nobody else writes results or the page.</summary>
    /// <param name="make">Makes it from rows and results as they lie there now: others may have trained, or rows may have been corrected, since they were last
    /// read.</param>
    /// <exception cref="HourglassException">A row or result is damaged, the page cannot be written, or others did not let go of the results.</exception>
    public void WritePage(Func<FigureTable, string> make)
    {
        using var claim = Claim();
        AtomicFile.WriteText(Page, make(this));
    }

    /// <summary>Waits until no other process writes results or the page.</summary>
    private FileClaim Claim()
    {
        var path = Results + ".lock";
        return FileClaim.Take(
            path,
            cause => $"The results in '{Results}' cannot be written ({cause}): another {command} holds '{path}'; " +
                "wait for it, or end it, and start the same command again.",
            patience ?? Minute);
    }

    private string PathOf(Row row) => Path.Combine(Results, row.Id + ".json");
}
