using Hourglass.Persistence;

namespace Hourglass.Cli.Reproduction;

/// <summary>Where rows, results and the page lie in a repository.</summary>
/// <param name="root">The repository.</param>
internal sealed class ReproductionFolder(string root)
{
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

    /// <summary>Stores what a row has reached.</summary>
    public void Store(ReproductionRow row, ReproductionResult result) => Json.Write(PathOf(row), result);

    private string PathOf(ReproductionRow row) => Path.Combine(Rows, "results", row.Id + ".json");
}
