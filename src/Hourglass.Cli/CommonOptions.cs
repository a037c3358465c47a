using System.CommandLine;

namespace Hourglass.Cli;

/// <summary>Options that several commands take, with the same name and meaning everywhere.</summary>
internal static class CommonOptions
{
    public static readonly Option<bool> Json = new("--json") { Description = "End standard output with one JSON object; everything else goes to standard error.", Recursive = true };

    public static readonly Option<bool> Verbose = new("--verbose") { Description = "Show the stack trace of a failure.", Recursive = true };

    public static readonly Option<int?> Threads = new("--threads") { Description = "Processor threads to use, at most 64 or as many as there are cores; all cores by default.", Recursive = true };

    public static readonly Option<string?> Array = new("--array") { Description = "The array of an .npz file that holds the examples, where several could be; found by its name without it.", HelpName = "NAME" };

    /// <summary>The name of the argument that is a run's folder.</summary>
    public const string FolderName = "DIR";

    public static Argument<string> Folder() => new(FolderName) { Description = "The folder of a run." };

    public static Option<string> Data(bool required = true) => new("--data", "-d")
    {
        Description = "mnist | sprites | sprites:N | idx:FOLDER | a folder of pictures | FILE.npy | FILE.npz",
        Required = required,
        HelpName = "D",
    };

    public static Option<string> Out(string description, bool required = true) => new("--out", "-o") { Description = description, Required = required, HelpName = "PATH" };

    public static Option<string> Split() => new("--split")
    {
        Description = "The part of the data to use: test | train.",
        DefaultValueFactory = _ => "test",
    };

    /// <summary>For commands that put a model to use: people want their data back, and not a tenth of them.</summary>
    public static Option<string?> Part() => new("--split")
    {
        Description = "The part of the data to use: all | test | train. Without it all, in the order of the source, or test where the data have splits of their own.",
        HelpName = "PART",
    };

    public static Option<long> Seed() => new("--seed") { Description = "Equal seeds give equal results; a whole number from 0.", DefaultValueFactory = _ => 1 };

    public static Option<string[]> Set() => new("--set")
    {
        Description = "Options as key=value, several at once or repeated; 'models NAME' lists them.",
        HelpName = "KEY=VALUE",
        AllowMultipleArgumentsPerToken = true,
    };
}
