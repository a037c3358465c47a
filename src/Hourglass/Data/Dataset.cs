using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>Named examples, cut into a part to learn from and a part to be judged by.</summary>
/// <param name="Name">Where the data came from, as a person would say it.</param>
/// <param name="Train">The examples to learn from.</param>
/// <param name="Test">The examples to be judged by; never seen in training.</param>
public sealed record Dataset(string Name, Examples Train, Examples Test)
{
    /// <summary>The examples to learn from.</summary>
    public Examples Train { get; init; } = Train.As(DataSplit.Train);

    /// <summary>The examples to be judged by; never seen in training.</summary>
    public Examples Test { get; init; } = Test.As(DataSplit.Test);

    /// <summary>Names of the class indices in the labels of both parts, or null.</summary>
    public ClassNames? ClassNames => Train.Classes;

    /// <summary>What a person should know of how the data were read, one sentence each: what was taken for what, what was left alone, what was lost.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>All examples in the source's own order, where it has no test split and was cut; else null.</summary>
    public Examples? Whole { get; init; }

    /// <summary>The files that the examples of <see cref="Whole"/> come from, relative to the folder; null where they do not come from a file each.</summary>
    public IReadOnlyList<string>? FileNames { get; init; }

    /// <summary>The shape of one example.</summary>
    public DataShape Shape => Train.Shape;

    /// <summary>The data with the classes numbered as a model numbers them; see <see cref="Examples.NumberedAs"/>.</summary>
    /// <param name="classes">The classes that the model was told.</param>
    /// <param name="model">The model, for the error.</param>
    /// <exception cref="HourglassException">There is an example of a class that is not among them.</exception>
    internal Dataset NumberedAs(ClassNames classes, string model)
    {
        var data = $"The data '{Name}' have";
        return this with { Train = Train.NumberedAs(classes, data, model), Test = Test.NumberedAs(classes, data, model), Whole = Whole?.NumberedAs(classes, data, model) };
    }

    /// <summary>
    /// Sixteen hex digits that tell whether two data sets are the same: the start of the SHA-256 of the shape, and of count, values
    /// (32-bit, little-endian), labels (the source's numbers, else indices), side columns, lengths and factors of each split. The name and the way the
    /// values are stored have no part in it.
    /// </summary>
    public string Fingerprint() => DataFingerprint.Of(this);
}
