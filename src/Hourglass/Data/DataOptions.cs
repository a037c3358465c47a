namespace Hourglass.Data;

/// <summary>How <see cref="DataSource"/> reads data.</summary>
public sealed record DataOptions
{
    /// <summary>How pictures are read from a folder; other sources ignore it.</summary>
    public PictureOptions Pictures { get; init; } = new();

    /// <summary>
    /// The array of a <c>.npz</c> file that contains the examples, if several are suitable; null to find it by its name. Other sources have no named arrays
    /// and refuse it.
    /// </summary>
    public string? Array { get; init; }

    /// <summary>
    /// Receives the shape of the images of a folder before any of them is decoded, and throws if it is too large for its use; null to accept all. Images that
    /// could be coloured or grey are passed with one channel.
    /// </summary>
    internal Action<DataShape>? Demand { get; init; }

    /// <summary>
    /// Where the decoded images of a folder lie, by default on disk if they take more than 128 MB; and whether a .npy file is read into memory or mapped (disk),
    /// by default mapped if it has more than 1 GB. Tables have their own option, <see cref="TableOptions.Store"/>.
    /// </summary>
    public StoreKind Store { get; init; }

    /// <summary>
    /// The folder of the stores of images, absolute; null for that of the environment variable HOURGLASS_CACHE, else the user's cache folder. Tables have their
    /// own option, <see cref="TableOptions.Cache"/>.
    /// </summary>
    public string? Cache { get; init; }

    /// <summary>What is known about the columns of a table; other sources ignore it.</summary>
    public TableOptions Table { get; init; } = new();

    /// <summary>How the rows of a table become numbers, for a model that is trained already; null to fit it to the training rows.</summary>
    public TableCoding? Coding { get; init; }

    /// <summary>How the rows of a table are read against the schema of <see cref="Coding"/>; ignored without one.</summary>
    public TableMatching Matching { get; init; } = new();

    /// <summary>
    /// The fraction of the examples that becomes the test split: more than 0, less than 1; null for 0.1. Sources that have a test split ignore it
    /// (<see cref="Dataset.HasOwnTest"/>).
    /// </summary>
    public double? TestShare { get; init; }

    /// <summary>
    /// Whether a single example, which cannot be split, is allowed, for data that is not trained on: it then is in both splits. False by default.
    /// </summary>
    public bool AllowsSingleExample { get; init; }
}
