using System.Runtime.InteropServices;
using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>
/// A read-only list of examples of one shape, stored in their original form (bytes stay bytes) and converted
/// to numbers only when batches are read.
/// </summary>
public abstract class Examples
{
    // Changing this seed changes reported metrics.
    private const ulong ChoiceSeed = 20_240_613;

    private readonly Examples? viewed;
    private readonly DataSplit split;
    private ValueSummary? summary;
    private SideData? side;

    /// <summary>Creates the list.</summary>
    /// <exception cref="HourglassException">The side data does not fit the examples.</exception>
    protected Examples(int count, DataShape shape, SideData side)
    {
        side.Require(count, shape);
        Count = count;
        Shape = shape;
        this.side = side;
    }

    /// <summary>Creates a view with the count, shape and side data of <paramref name="source"/>.</summary>
    protected Examples(Examples source)
    {
        viewed = source;
        Count = source.Count;
        Shape = source.Shape;
    }

    /// <summary>Creates a view of <paramref name="source"/> with other examples or side data.</summary>
    private protected Examples(Examples source, int count, SideData side)
        : this(count, source.Shape, side) => viewed = source;

    /// <summary>Creates a view of <paramref name="count"/> examples of <paramref name="source"/>, which selects its side data when it is first read.</summary>
    private protected Examples(Examples source, int count) => (viewed, Count, Shape) = (source, count, source.Shape);

    /// <summary>Creates a view of <paramref name="source"/> as a part of the data.</summary>
    private protected Examples(Examples source, DataSplit split)
        : this(source) => this.split = split;

    /// <summary>Number of examples.</summary>
    public int Count { get; }

    /// <summary>The shape of one example.</summary>
    public DataShape Shape { get; }

    /// <summary>One class index per example, or null if the data has no labels.</summary>
    public IReadOnlyList<int>? Labels => Side.Labels;

    /// <summary>The names of all classes of the source, including classes that these examples lack; null if labels have no names.</summary>
    public ClassNames? Classes => Side.Classes;

    /// <summary>The side data of the examples.</summary>
    public SideData Side => side ??= SideOfView(viewed!);

    /// <summary>The kind of values, according to their storage.</summary>
    internal virtual ValueKind Kind => ValueKind.Numbers;

    /// <summary>The options with which the pictures were read from files; null for other examples.</summary>
    internal virtual PictureOptions? Pictures => null;

    /// <summary>How the rows of a table became these examples; null for other examples.</summary>
    internal virtual TableCoding? Coding => viewed?.Coding;

    /// <summary>Whether the values lie in a mapped file.</summary>
    internal virtual bool IsMapped => viewed?.IsMapped ?? false;

    /// <summary>The rows of a table that these examples are, unchanged or some of them; null for other examples.</summary>
    internal virtual TableExamples? TableRows => null;

    /// <summary>The smallest and the largest value, computed by one pass on first use; 0 and 1 for bytes and binary examples.</summary>
    public (float Least, float Most) Range => (Values.Least, Values.Most);

    /// <summary>The range of the values, computed by one pass on first use. Thread-safe.</summary>
    internal ValueSummary Values => SameValues.summary ??= SameValues.Summarize();

    /// <summary>These examples or, if they are a view that changes no value, those behind it: what is known of their values is kept there.</summary>
    internal virtual Examples SameValues => this;

    /// <summary>
    /// Writes the examples at <paramref name="indices"/>, in sequence, as numbers in the units that a model reads
    /// (pictures in [0, 1]). <paramref name="destination"/> has indices.Length x Shape.Size elements.
    /// </summary>
    public abstract void CopyTo(ReadOnlySpan<int> indices, Span<float> destination);

    /// <summary>The examples at <paramref name="indices"/>, in that order, as a view: nothing is copied, so that the array must not be changed.</summary>
    public Examples Select(int[] indices) => SelectedExamples.Of(this, indices);

    /// <summary>The same examples with other side data, as a view.</summary>
    /// <exception cref="HourglassException">The side data does not fit the examples.</exception>
    public Examples With(SideData side) => new ExamplesWithSideData(this, side);

    /// <summary>
    /// The examples with classes renumbered by name to match <paramref name="classes"/>, as a view: a source that lacks a class, or has them in
    /// another order, has other numbers. Returns the same examples if their classes have no names, or if the model does not know names.
    /// </summary>
    /// <param name="classes">The classes of a model.</param>
    /// <param name="data">The examples, for error messages, such as "The data have".</param>
    /// <param name="model">The model, for error messages.</param>
    /// <exception cref="HourglassException">An example has a class that is not among them.</exception>
    internal Examples NumberedAs(ClassNames classes, string data, string model)
    {
        if (Side is not { Labels: { } labels, Classes: { } given } || given.Equals(classes) || (classes.AreNumbers && !given.AreNumbers)) return this;
        int[] numbers = [.. given.Select(classes.IndexOf)];
        return Array.FindIndex(labels, label => numbers[label] < 0) is >= 0 and var unknown
            ? throw new HourglassException($"{data} the {What("class")} '{Got(given[labels[unknown]])}', but {model} knows {classes}; give " +
                $"{Allowed("data of the classes it was trained on")}.")
            : With(Side with { Labels = Array.ConvertAll(labels, label => numbers[label]), Classes = given.InOrderOf(classes) });
    }

    /// <summary>The first <paramref name="count"/> examples, or all if there are fewer, as a view.</summary>
    public Examples First(int count) => count >= Count ? this : Select([.. Enumerable.Range(0, count)]);

    /// <summary>All examples in a random order, as a view; equal seeds give equal orders.</summary>
    public Examples Shuffled(ulong seed) => Select(SplitMix64.Permutation(Count, seed));

    /// <summary>
    /// Up to <paramref name="most"/> examples in their order, as a view, chosen by a fixed random choice: every n-th example would be of a single
    /// class if classes alternate.
    /// </summary>
    internal Examples Spread(int most)
    {
        if (most >= Count) return this;
        var chosen = SplitMix64.Permutation(Count, ChoiceSeed)[..most];
        Array.Sort(chosen);
        return Select(chosen);
    }

    /// <summary>Two disjoint parts of <paramref name="count"/> examples each, as views, chosen as by <see cref="Spread"/>.</summary>
    /// <param name="count">At most half of all.</param>
    internal (Examples First, Examples Second) Halves(int count)
    {
        var order = SplitMix64.Permutation(Count, ChoiceSeed);
        var (first, second) = (order[..count], order[count..(2 * count)]);
        Array.Sort(first);
        Array.Sort(second);
        return (Select(first), Select(second));
    }

    /// <summary>
    /// Up to <paramref name="most"/> examples for display, as a view: cycling through the classes or, without classes, evenly spread over all examples.
    /// </summary>
    internal Examples Showcase(int most)
    {
        if (Labels is not { } labels)
        {
            var count = Math.Min(Count, most);
            return Select([.. Enumerable.Range(0, count).Select(i => (int)((long)i * Count / count))]);
        }

        int[][] classes = [.. Enumerable.Range(0, Count).GroupBy(i => labels[i]).OrderBy(one => one.Key).Select(one => one.ToArray())];
        var turns = (most + classes.Length - 1) / classes.Length;
        var chosen = from turn in Enumerable.Range(0, turns)
                     from members in classes
                     where turn < members.Length
                     select members[members.Length < turns ? turn : (int)((long)turn * members.Length / turns)];
        return Select([.. chosen.Take(most)]);
    }

    /// <summary>
    /// The examples with every value replaced by 0 or 1, drawn once with the value as probability; see <see cref="BinarizedExamples"/>. A selection of examples
    /// has the same zeros and ones as in the full list.
    /// </summary>
    public Examples Binarized(ulong seed) => new BinarizedExamples(this, seed);

    /// <summary>
    /// The same examples, marked as that part of the data: noise drawn for the n-th training example is then independent of that for the n-th test example.
    /// A <see cref="Dataset"/> marks its examples, and training marks unmarked examples. Existing marks of views and sources are kept.
    /// </summary>
    public Examples As(DataSplit split) => Count == 0 || PlaceOf(0).Split != DataSplit.None ? this : Placed(split);

    /// <summary>Keeps a summary of the values that was computed together with something else.</summary>
    internal void Keep(ValueSummary values) => SameValues.summary = values;

    /// <summary>Location of an example in the underlying data: the part, and the position in it.</summary>
    internal (DataSplit Split, int Index) PlaceOf(int index)
    {
        var place = viewed?.PlaceOf(PositionIn(index)) ?? (split, index);
        return place.Split == DataSplit.None ? (split, place.Index) : place;
    }

    /// <summary>A view of the examples as a part of the data.</summary>
    private protected virtual Examples Placed(DataSplit split) => new PlacedExamples(this, split);

    /// <summary>Finds the range of the values.</summary>
    private protected virtual ValueSummary Summarize() => ValueSummary.Of(this);

    /// <summary>The side data of this view of other examples.</summary>
    private protected virtual SideData SideOfView(Examples source) => source.Side;

    /// <summary>The position of an example in the examples behind this view.</summary>
    private protected virtual int PositionIn(int index) => index;

    /// <summary>
    /// Passes all examples in order to <paramref name="visit"/>, in chunks of [some examples x Shape.Size], with bounded memory.
    /// The span is reused: copy what is needed before returning.
    /// </summary>
    internal void ForEachChunk(Action<Span<float>> visit)
    {
        var size = Shape.Size;
        var most = Math.Clamp((1 << 16) / size, 1, Math.Max(Count, 1));
        var values = new float[most * size];
        for (var start = 0; start < Count; start += most)
        {
            var n = Math.Min(most, Count - start);
            CopyRange(start, values.AsSpan(0, n * size));
            visit(values.AsSpan(0, n * size));
        }
    }

    /// <summary>Writes the examples from <paramref name="start"/> on, as many as <paramref name="destination"/> holds.</summary>
    internal void CopyRange(int start, Span<float> destination)
    {
        const int Part = 256;
        Span<int> indices = stackalloc int[Part];
        var (size, count) = (Shape.Size, destination.Length / Shape.Size);
        for (var done = 0; done < count; done += Part)
        {
            var n = Math.Min(Part, count - done);
            for (var i = 0; i < n; i++) indices[i] = start + done + i;
            CopyTo(indices[..n], destination.Slice(done * size, n * size));
        }
    }

    /// <summary>All examples as one array [count x Shape.Size], row-major. For small data and tests.</summary>
    public float[] ToArray()
    {
        var all = new float[(long)Count * Shape.Size];
        CopyTo([.. Enumerable.Range(0, Count)], all);
        return all;
    }

    /// <summary>All examples as rows [count, Shape.Size], the form of a model's results. For small data.</summary>
    public float[,] ToRows()
    {
        var rows = new float[Count, Shape.Size];
        if (rows.Length > 0) CopyTo([.. Enumerable.Range(0, Count)], MemoryMarshal.CreateSpan(ref rows[0, 0], rows.Length));
        return rows;
    }
}
