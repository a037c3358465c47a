namespace Hourglass.Data;

/// <summary>How data are read by <see cref="DataSource"/>.</summary>
public sealed record DataOptions
{
    /// <summary>How pictures are read from a folder; other sources take no notice of it.</summary>
    public PictureOptions Pictures { get; init; } = new();

    /// <summary>The array of a <c>.npz</c> file that holds the examples, where several could be; null to find it by its name. Other sources take no notice of it.</summary>
    public string? Array { get; init; }

    /// <summary>The share of the examples that becomes the test split where the source has none: more than 0, less than 1; 0.1 by default.</summary>
    public double TestShare { get; init; } = 0.1;

    /// <summary>Whether a single example, which cannot be cut, will do, as where nobody learns from the data: it is then both splits. False by default.</summary>
    public bool AllowsSingleExample { get; init; }
}
