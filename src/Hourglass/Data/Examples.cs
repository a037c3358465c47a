using System.Runtime.InteropServices;
using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>
/// A read-only list of examples of one shape, kept in the form in which they came (bytes stay bytes) and turned
/// into numbers only as batches are cut.
/// </summary>
public abstract class Examples
{
    // Changing this seed changes reported metrics.
    private const ulong ChoiceSeed = 20_240_613;

    private readonly Examples? viewed;
    private readonly DataSplit split;
    private ValueSummary? summary;

    /// <summary>Creates the list.</summary>
    /// <exception cref="HourglassException">The side data does not fit.</exception>
    protected Examples(int count, DataShape shape, SideData side)
    {
        side.Require(count, shape);
        Count = count;
        Shape = shape;
        Side = side;
    }

    /// <summary>Creates a view with the count, shape and side data of <paramref name="source"/>.</summary>
    protected Examples(Examples source)
    {
        viewed = source;
        Count = source.Count;
        Shape = source.Shape;
        Side = source.Side;
    }

    /// <summary>Creates a view of <paramref name="source"/> with other examples or side data.</summary>
    private protected Examples(Examples source, int count, SideData side)
        : this(count, source.Shape, side) => viewed = source;

    /// <summary>Creates a view of <paramref name="source"/> as a part of the data.</summary>
    private protected Examples(Examples source, DataSplit split)
        : this(source) => this.split = split;

    /// <summary>How many examples there are.</summary>
    public int Count { get; }

    /// <summary>The shape of one example.</summary>
    public DataShape Shape { get; }

    /// <summary>One class index an example, or null when the data has no labels.</summary>
    public IReadOnlyList<int>? Labels => Side.Labels;

    /// <summary>The names of the class indices of the whole source, among them classes that these examples lack; null where labels have no names.</summary>
    public ClassNames? Classes => Side.Classes;

    /// <summary>What the examples carry beside their values.</summary>
    public SideData Side { get; }

    /// <summary>What the values are by the way they are stored.</summary>
    internal virtual ValueKind Kind => ValueKind.Numbers;

    /// <summary>How the pictures were read from files; null for examples that come from elsewhere.</summary>
    internal virtual PictureOptions? Pictures => null;

    /// <summary>The range of the values, found by one pass when it is first asked for. Several threads may ask.</summary>
    internal virtual ValueSummary Values => summary ??= ValueSummary.Of(this);

    /// <summary>
    /// Writes the examples at <paramref name="indices"/>, one after the other, as numbers in the units a model sees
    /// (pictures in [0, 1]). <paramref name="destination"/> has indices.Length x Shape.Size elements.
    /// </summary>
    public abstract void CopyTo(ReadOnlySpan<int> indices, Span<float> destination);

    /// <summary>The examples at <paramref name="indices"/>, in that order, as a view: nothing is copied but labels.</summary>
    public Examples Select(int[] indices) => new SelectedExamples(this, indices);

    /// <summary>The same examples with other side data, as a view.</summary>
    /// <exception cref="HourglassException">It does not fit.</exception>
    public Examples With(SideData side) => new ExamplesWithSideData(this, side);

    /// <summary>
    /// The examples with the classes numbered as <paramref name="classes"/> are, by their names, as a view: a source that lacks a class, or has them in
    /// another order, counts otherwise. The same examples where their classes have no names, or have names that the model was never told.
    /// </summary>
    /// <param name="classes">The classes that a model was told.</param>
    /// <param name="data">The examples, for the error, such as "The data have".</param>
    /// <param name="model">The model, for the error.</param>
    /// <exception cref="HourglassException">There is an example of a class that is not among them.</exception>
    internal Examples NumberedAs(ClassNames classes, string data, string model)
    {
        if (Side is not { Labels: { } labels, Classes: { } given } || given.Equals(classes) || (classes.AreNumbers && !given.AreNumbers)) return this;
        int[] numbers = [.. given.Select(classes.IndexOf)];
        return Array.FindIndex(labels, label => numbers[label] < 0) is >= 0 and var unknown
            ? throw new HourglassException($"{data} the class '{given[labels[unknown]]}', and {model} knows {classes}; give data of the classes it was trained on.")
            : With(Side with { Labels = Array.ConvertAll(labels, label => numbers[label]), Classes = given.InOrderOf(classes) });
    }

    /// <summary>The first <paramref name="count"/> examples, or all where there are fewer, as a view.</summary>
    public Examples First(int count) => Select([.. Enumerable.Range(0, Math.Min(count, Count))]);

    /// <summary>All examples in a random order, as a view; equal seeds give equal orders.</summary>
    public Examples Shuffled(ulong seed) => Select(SplitMix64.Permutation(Count, seed));

    /// <summary>
    /// Up to <paramref name="most"/> examples in their order, as a view, chosen at random but always the same: every n-th one would be of a single
    /// class where classes take turns.
    /// </summary>
    internal Examples Spread(int most)
    {
        if (most >= Count) return Select([.. Enumerable.Range(0, Count)]);
        var chosen = SplitMix64.Permutation(Count, ChoiceSeed)[..most];
        Array.Sort(chosen);
        return Select(chosen);
    }

    /// <summary>Two parts of <paramref name="count"/> examples each that have none in common, as views, chosen as by <see cref="Spread"/>.</summary>
    /// <param name="count">At most half of all.</param>
    internal (Examples First, Examples Second) Halves(int count)
    {
        var order = SplitMix64.Permutation(Count, ChoiceSeed);
        var (first, second) = (order[..count], order[count..(2 * count)]);
        Array.Sort(first);
        Array.Sort(second);
        return (Select(first), Select(second));
    }

    /// <summary>Up to <paramref name="most"/> examples for people to look at, as a view: classes take turns, and without classes they are evenly spread over all.</summary>
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
    /// The examples with every value turned to 0 or 1, drawn once with the value as probability; see <see cref="BinarizedExamples"/>. A selection of examples
    /// has the zeros and ones that all of them have.
    /// </summary>
    public Examples Binarized(ulong seed) => new BinarizedExamples(this, seed);

    /// <summary>
    /// The same examples, said to be that part of the data: noise drawn for the n-th training example is then independent of that for the n-th test example.
    /// A <see cref="Dataset"/> says it of its examples, and training of examples of which nobody did. What was said before stays, of views and sources alike.
    /// </summary>
    public Examples As(DataSplit split) => Count == 0 || PlaceOf(0).Split != DataSplit.None ? this : Placed(split);

    /// <summary>Where an example lies in the data that this is, or is a view of: the part, and the position in it.</summary>
    internal (DataSplit Split, int Index) PlaceOf(int index)
    {
        var place = viewed?.PlaceOf(PositionIn(index)) ?? (split, index);
        return place.Split == DataSplit.None ? (split, place.Index) : place;
    }

    /// <summary>A view of the examples as a part of the data.</summary>
    private protected virtual Examples Placed(DataSplit split) => new PlacedExamples(this, split);

    /// <summary>The position of an example in the examples that this is a view of.</summary>
    private protected virtual int PositionIn(int index) => index;

    /// <summary>
    /// Gives all examples in order to <paramref name="visit"/>, [some examples x Shape.Size] at a time, with bounded memory.
    /// The span is reused: take what is needed before returning.
    /// </summary>
    internal void ForEachChunk(Action<Span<float>> visit)
    {
        var size = Shape.Size;
        var most = Math.Clamp((1 << 16) / size, 1, Math.Max(Count, 1));
        var values = new float[most * size];
        var indices = new int[most];
        for (var start = 0; start < Count; start += most)
        {
            var n = Math.Min(most, Count - start);
            for (var i = 0; i < n; i++) indices[i] = start + i;
            CopyTo(indices.AsSpan(0, n), values.AsSpan(0, n * size));
            visit(values.AsSpan(0, n * size));
        }
    }

    /// <summary>All examples as one array [count x Shape.Size], row-major. For small sets and tests.</summary>
    public float[] ToArray()
    {
        var all = new float[(long)Count * Shape.Size];
        CopyTo([.. Enumerable.Range(0, Count)], all);
        return all;
    }

    /// <summary>All examples as rows [count, Shape.Size], the form in which a model gives its results. For small sets.</summary>
    public float[,] ToRows()
    {
        var rows = new float[Count, Shape.Size];
        if (rows.Length > 0) CopyTo([.. Enumerable.Range(0, Count)], MemoryMarshal.CreateSpan(ref rows[0, 0], rows.Length));
        return rows;
    }
}
