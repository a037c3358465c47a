namespace Hourglass.Data;

/// <summary>How <see cref="DataSource"/> reads data.</summary>
public sealed record DataOptions
{
    /// <summary>How pictures are read from a folder; other sources ignore it.</summary>
    public PictureOptions Pictures { get; init; } = new();

    /// <summary>
    /// The array of a <c>.npz</c> file that contains the examples, if several are suitable; null to find it by its name. Other sources ignore it.
    /// </summary>
    public string? Array { get; init; }

    /// <summary>The fraction of the examples that becomes the test split if the source has none: more than 0, less than 1; 0.1 by default.</summary>
    public double TestShare { get; init; } = 0.1;

    /// <summary>
    /// Whether a single example, which cannot be split, is allowed, for data that is not trained on: it then is in both splits. False by default.
    /// </summary>
    public bool AllowsSingleExample { get; init; }
}
