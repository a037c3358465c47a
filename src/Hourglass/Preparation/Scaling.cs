using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hourglass.Data;

namespace Hourglass.Preparation;

/// <summary>
/// An affine map of each feature, fitted on training examples and saved with the model: scaled = (value - offset) / scale.
/// A feature that is constant in the training examples has scale 1, so that it becomes 0 and is restored exactly.
/// </summary>
public sealed class Scaling : IPreparationStep
{
    private readonly float[] offset;
    private readonly float[] scale;

    /// <summary>Creates the map from its numbers, one per feature; both lists are empty for <see cref="ScalingKind.None"/>.</summary>
    /// <exception cref="HourglassException">The lists differ in length, a number is not finite or a scale is not positive.</exception>
    [JsonConstructor]
    public Scaling(ScalingKind kind, IReadOnlyList<float> offset, IReadOnlyList<float> scale)
    {
        if (!Enum.IsDefined(kind) || kind == ScalingKind.Auto || offset is null || scale is null || offset.Count != scale.Count
            || (kind == ScalingKind.None) != (offset.Count == 0))
            throw new HourglassException($"A scaling of kind '{What(kind)}' with {Got(offset?.Count ?? 0)} offsets and {scale?.Count ?? 0} scales is " +
                $"inconsistent; give {Allowed("one of each per feature, and none for 'none'")}.");
        if (!offset.All(float.IsFinite) || !scale.All(value => float.IsFinite(value) && value > 0))
            throw new HourglassException($"A {What("scaling")} has {Got("a non-finite offset or a non-positive scale")}; {Allowed("fit it again")}.");
        Kind = kind;
        this.offset = [.. offset];
        this.scale = [.. scale];
    }

    /// <summary>The identity map.</summary>
    public static Scaling None { get; } = new(ScalingKind.None, [], []);

    /// <summary>How the numbers were determined.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ScalingKind Kind { get; }

    /// <summary>What is subtracted from each feature.</summary>
    public IReadOnlyList<float> Offset => offset;

    /// <summary>What each feature is divided by, after the subtraction.</summary>
    public IReadOnlyList<float> Scale => scale;

    /// <summary>
    /// Fits the map to <paramref name="training"/> in one pass with bounded memory; never pass test examples. In series with lengths
    /// a feature has the same map at every step, fitted on the real steps only.
    /// </summary>
    /// <exception cref="HourglassException">There are no examples.</exception>
    public static Scaling Fit(ScalingKind kind, Examples training)
    {
        if (kind == ScalingKind.None) return None;
        if (kind == ScalingKind.Auto)
            throw new UsageException($"A {What("scaling")} is fitted as {Allowed("none, minmax or standard")}; {nameof(DataPreparation)} resolves auto.");
        if (training.Count == 0)
            throw new HourglassException($"A {What("scaling")} cannot be fitted to no examples; give {Allowed("at least one")}.");
        var steps = training.Side.Lengths is null ? 1 : training.Shape.Height;
        var statistics = training.Side.Lengths is { } lengths ? OfRealSteps(training, lengths) : FeatureStatistics.Of(training);
        return kind == ScalingKind.MinMax
            ? new Scaling(kind, AtEachStep(statistics.Minimum), AtEachStep(statistics.Range()))
            : new Scaling(kind, AtEachStep(statistics.Mean()), AtEachStep(statistics.Deviation()));

        float[] AtEachStep(float[] numbers) => steps == 1 ? numbers : [.. Enumerable.Range(0, steps).SelectMany(_ => numbers)];
    }

    /// <summary>The statistics of the features of a step, over all steps that are not padding.</summary>
    private static FeatureStatistics OfRealSteps(Examples training, int[] lengths)
    {
        var (size, width) = (training.Shape.Size, training.Shape.Width);
        var statistics = new FeatureStatistics(width);
        var seen = 0;
        training.ForEachChunk(values =>
        {
            for (var start = 0; start < values.Length; start += size) statistics.Add(values.Slice(start, lengths[seen++] * width));
        });
        return statistics;
    }

    /// <summary>Scales <paramref name="values"/> [examples x features] in place.</summary>
    /// <exception cref="HourglassException">The values are not a whole number of examples.</exception>
    public void Apply(Span<float> values)
    {
        Check(values.Length);
        for (var start = 0; start < values.Length && offset.Length > 0; start += offset.Length) ApplyOne(values.Slice(start, offset.Length));
    }

    /// <summary>Converts scaled <paramref name="values"/> [examples x features] back to their original units, in place.</summary>
    /// <exception cref="HourglassException">The values are not a whole number of examples.</exception>
    public void Invert(Span<float> values)
    {
        Check(values.Length);
        for (var start = 0; start < values.Length && offset.Length > 0; start += offset.Length) InvertOne(values.Slice(start, offset.Length));
    }

    /// <summary>The examples in the units of the model: a view that scales when batches are read.</summary>
    /// <exception cref="HourglassException">The examples have another number of features.</exception>
    public Examples Apply(Examples examples)
    {
        if (Kind == ScalingKind.None) return examples;
        if (examples.Shape.Size != offset.Length)
            throw new HourglassException($"The {What("data")} has {Got(examples.Shape.Size)} features but the scaling was fitted to {offset.Length}; give " +
                $"{Allowed("data with the same features")}.");
        return new ScaledExamples(examples, this);
    }

    /// <summary>The map as JSON, with every number at full precision.</summary>
    internal string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="HourglassException">The text is not a scaling.</exception>
    internal static Scaling FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Scaling>(json, JsonSerializerOptions.Web)
                ?? throw new HourglassException($"The {What("saved scaling")} is empty; {Allowed("save the model again")}.");
        }
        catch (JsonException e)
        {
            throw new HourglassException($"The {What("saved scaling")} cannot be parsed ({Got(e.Message.TrimEnd('.'))});" +
                $"{Allowed("save the model again")}.", e);
        }
    }

    // In double: the difference of two 32-bit numbers may overflow 32 bits.
    private void ApplyOne(Span<float> example)
    {
        var j = 0;
        for (; j <= example.Length - Vector<float>.Count; j += Vector<float>.Count)
        {
            var (x, o, s) = (Widen(example[j..]), Widen(offset.AsSpan(j)), Widen(scale.AsSpan(j)));
            Vector.Narrow((x.Low - o.Low) / s.Low, (x.High - o.High) / s.High).CopyTo(example[j..]);
        }
        for (; j < example.Length; j++) example[j] = (float)(((double)example[j] - offset[j]) / scale[j]);
    }

    private void InvertOne(Span<float> example)
    {
        var j = 0;
        for (; j <= example.Length - Vector<float>.Count; j += Vector<float>.Count)
        {
            var (x, o, s) = (Widen(example[j..]), Widen(offset.AsSpan(j)), Widen(scale.AsSpan(j)));
            Vector.Narrow((x.Low * s.Low) + o.Low, (x.High * s.High) + o.High).CopyTo(example[j..]);
        }
        for (; j < example.Length; j++) example[j] = (float)(((double)example[j] * scale[j]) + offset[j]);
    }

    private static (Vector<double> Low, Vector<double> High) Widen(ReadOnlySpan<float> values)
    {
        Vector.Widen(new Vector<float>(values), out var low, out var high);
        return (low, high);
    }

    private void Check(int length)
    {
        if (offset.Length > 0 && length % offset.Length != 0)
            throw new HourglassException($"{Got(length)} {What("values")} are not a whole number of examples of the {offset.Length} features that the " +
                $"scaling was fitted to; give {Allowed($"a multiple of {offset.Length}")}.");
    }
}
