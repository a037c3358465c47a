using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>Named examples, split into training and test examples.</summary>
/// <param name="Name">The source of the data, in words.</param>
/// <param name="Train">The training examples.</param>
/// <param name="Test">The test examples; never used in training.</param>
public sealed record Dataset(string Name, Examples Train, Examples Test)
{
    /// <summary>The training examples.</summary>
    public Examples Train { get; init; } = Train.As(DataSplit.Train);

    /// <summary>The test examples; never used in training.</summary>
    public Examples Test { get; init; } = Test.As(DataSplit.Test);

    /// <summary>Names of the class indices in the labels of both parts, or null.</summary>
    public ClassNames? ClassNames => Train.Classes;

    /// <summary>
    /// Notes for the user on how the data was read, one sentence each: how arrays and folders were interpreted, what was ignored and what was lost.
    /// </summary>
    public IReadOnlyList<MessageText> Notes { get; init; } = [];

    /// <summary>What of the data did not fit the schema of a trained model and is read as missing, one sentence each; empty for data of other kinds.</summary>
    public IReadOnlyList<MessageText> Warnings { get; init; } = [];

    /// <summary>Whether the source has a test split of its own, so that none was made.</summary>
    public bool HasOwnTest { get; init; }

    /// <summary>All examples in the source's own order, if it has no test split and was split randomly; else null.</summary>
    public Examples? Whole { get; init; }

    /// <summary>The files that the examples of <see cref="Whole"/> come from, relative to the folder; null if they do not come from individual files.</summary>
    public IReadOnlyList<string>? FileNames { get; init; }

    /// <summary>The rows of all examples, if they come from a table; else null.</summary>
    public Table? Table { get; init; }

    /// <summary>The rows of a part of these examples in the same order, if they come from a table; else null.</summary>
    /// <param name="part">Examples of this data: a split, or a selection of one.</param>
    public Table? TableOf(Examples part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return Table?.Select([.. Enumerable.Range(0, part.Count).Select(i => part.PlaceOf(i).Index)]);
    }

    /// <summary>The shape of one example.</summary>
    public DataShape Shape => Train.Shape;

    /// <summary>The data with the class numbers of a model; see <see cref="Examples.NumberedAs"/>.</summary>
    /// <param name="classes">The classes of the model.</param>
    /// <param name="model">The model, for error messages.</param>
    /// <exception cref="HourglassException">An example has a class that is not among them.</exception>
    internal Dataset NumberedAs(ClassNames classes, string model)
    {
        var data = $"The data '{Name}' have";
        return this with
        {
            Train = Train.NumberedAs(classes, data, model),
            Test = Test.NumberedAs(classes, data, model),
            Whole = Whole?.NumberedAs(classes, data, model),
        };
    }

    /// <summary>
    /// Sixteen hex digits that identify the data: the start of the SHA-256 of the shape, and of count, values
    /// (32-bit, little-endian; of a table checksums of its cells and the positions of the rows), labels (the source's numbers, else indices), side columns, lengths and factors of each split. The name and the way
    /// values are stored do not affect it.
    /// </summary>
    public string Fingerprint() => DataFingerprint.Of(this);
}
