namespace Hourglass.Data;

/// <summary>
/// A read-only list of examples of one shape, kept in the form in which they came (bytes stay bytes) and turned
/// into numbers only as batches are cut.
/// </summary>
public abstract class Examples
{
    /// <summary>Creates the list; <paramref name="labels"/> has one class index an example, or is null.</summary>
    protected Examples(int count, DataShape shape, int[]? labels)
    {
        if (labels is not null && labels.Length != count)
            throw new HourglassException($"The data has {count} examples but {labels.Length} labels; give one label an example or none at all.");
        Count = count;
        Shape = shape;
        Labels = labels;
    }

    /// <summary>How many examples there are.</summary>
    public int Count { get; }

    /// <summary>The shape of one example.</summary>
    public DataShape Shape { get; }

    /// <summary>One class index an example, or null when the data has no labels.</summary>
    public IReadOnlyList<int>? Labels { get; }

    /// <summary>
    /// Writes the examples at <paramref name="indices"/>, one after the other, as numbers in the units a model sees
    /// (pictures in [0, 1]). <paramref name="destination"/> has indices.Length x Shape.Size elements.
    /// </summary>
    public abstract void CopyTo(ReadOnlySpan<int> indices, Span<float> destination);

    /// <summary>The examples at <paramref name="indices"/>, in that order, as a view: nothing is copied but labels.</summary>
    public Examples Select(int[] indices) => new SelectedExamples(this, indices);

    /// <summary>All examples as one array [count x Shape.Size], row-major. For small sets and tests.</summary>
    public float[] ToArray()
    {
        var all = new float[(long)Count * Shape.Size];
        CopyTo([.. Enumerable.Range(0, Count)], all);
        return all;
    }
}
