namespace Hourglass.Data;

/// <summary>Named examples, cut into a part to learn from and a part to be judged by.</summary>
/// <param name="Name">Where the data came from, as a person would say it.</param>
/// <param name="Train">The examples to learn from.</param>
/// <param name="Test">The examples to be judged by; never seen in training.</param>
/// <param name="ClassNames">Names of the class indices in the labels, or null.</param>
public sealed record Dataset(string Name, Examples Train, Examples Test, IReadOnlyList<string>? ClassNames = null)
{
    /// <summary>All examples in the source's own order, where it has no test split and was cut; else null.</summary>
    public Examples? Whole { get; init; }

    /// <summary>The files that the examples of <see cref="Whole"/> come from, relative to the folder; null where they do not come from a file each.</summary>
    public IReadOnlyList<string>? FileNames { get; init; }

    /// <summary>The shape of one example.</summary>
    public DataShape Shape => Train.Shape;

    /// <summary>
    /// Sixteen hex digits that tell whether two data sets are the same: the start of the SHA-256 of the shape, and of count, values
    /// (32-bit, little-endian), labels, side columns, lengths and factors of each split. The name and the way the values are stored have no part in it.
    /// </summary>
    public string Fingerprint() => DataFingerprint.Of(this);
}
