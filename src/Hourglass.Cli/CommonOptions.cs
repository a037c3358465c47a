using System.CommandLine;

namespace Hourglass.Cli;

/// <summary>Options shared by several commands.</summary>
internal static class CommonOptions
{
    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print the result as one JSON object on the last line of standard output; all other output goes to standard error.",
        Recursive = true,
    };

    public static readonly Option<bool> Verbose = new("--verbose") { Description = "Print the stack trace of an error.", Recursive = true };

    public static readonly Option<int?> Threads = new("--threads")
    {
        Description = "Number of threads, at most 64 or the number of cores, whichever is larger; all cores by default.",
        Recursive = true,
    };

    public static readonly Option<string?> Array = new("--array")
    {
        Description = Sentence("array"),
        HelpName = "NAME",
    };

    /// <summary>For commands that read a table with a trained model.</summary>
    public static readonly Option<bool> Strict = new("--strict")
    {
        Description = "Refuse a table with missing columns, unknown levels, unreadable cells or broken rows instead of reading these as missing.",
    };

    /// <summary>For commands that write results beside the rows of a table.</summary>
    public static readonly Option<string[]> KeepColumns = new("--keep-columns")
    {
        Description = "Columns of the table, also left-out ones, to keep beside the results, separated by commas.",
        HelpName = "NAMES",
    };

    /// <summary>The name of the run folder argument.</summary>
    public const string FolderName = "DIR";

    public static Argument<string> Folder() => new(FolderName) { Description = "Run folder." };

    public static Option<string> Data(bool required = true) => new("--data", "-d")
    {
        Description = "A table: FILE.csv | .tsv | .json | .jsonl (also .gz) | .parquet | .sqlite | .db | a pattern such as 'data/*.csv' | " +
            "'sql:SELECT ... FROM ...'. Or mnist | sprites | sprites:N | idx:FOLDER | a folder of images | FILE.npy | FILE.npz",
        Required = required,
        HelpName = "D",
    };

    public static Option<string> Out(string description, bool required = true) =>
        new("--out", "-o") { Description = description, Required = required, HelpName = "PATH" };

    public static Option<string> Split() => new("--split")
    {
        Description = "Split to use: test | train.",
        DefaultValueFactory = _ => "test",
    };

    /// <summary>For commands that apply a model: users expect results for all their data, not for a tenth of them.</summary>
    public static Option<string?> Part() => new("--split")
    {
        Description = "Split to use: all | test | train. By default the test split if the data have one, else all examples in the order of the source.",
        HelpName = "PART",
    };

    public static Option<long> Seed() =>
        new("--seed") { Description = "Random seed, an integer of at least 0; equal seeds give equal results.", DefaultValueFactory = _ => 1 };

    /// <summary>An option of training that also has a name of its own: <c>--epochs 10</c> is <c>--set epochs=10</c>.</summary>
    public static Option<string?> Setting(string key, string value = "N") =>
        new($"--{key}") { Description = $"{Sentence(key)} Same as --set {key}=...", HelpName = value };

    public static Option<string[]> Set() => new("--set")
    {
        Description = "Options as key=value; accepts several values and may be repeated. 'models NAME' lists them.",
        HelpName = "KEY=VALUE",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>The meaning of an option of training as a sentence.</summary>
    private static string Sentence(string key)
    {
        var meaning = Catalog.All.SelectMany(recipe => recipe.AllParameters).First(parameter => parameter.Name == key).Meaning;
        return $"{char.ToUpperInvariant(meaning[0])}{meaning[1..]}.";
    }
}
