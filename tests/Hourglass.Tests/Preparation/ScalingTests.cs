using CsCheck;
using Hourglass.Data;
using Hourglass.Preparation;

namespace Hourglass.Tests.Preparation;

public sealed class ScalingTests
{
    private static readonly Gen<FloatExamples> Data =
        from features in Gen.Int[1, 37]
        from count in Gen.Int[1, 40]
        from magnitude in Gen.OneOf(Gen.Const(1e-20f), Gen.Const(1f), Gen.Const(1e6f), Gen.Const(1e37f))
        from values in Gen.Float[-10, 10].Array[features * count]
        from constant in Gen.Bool
        select new FloatExamples([.. values.Select((value, i) => constant && i % features == 0 ? 3.25f : value * magnitude)], DataShape.Row(features));

    private static readonly Gen<ScalingKind> Kinds = Gen.Int[0, 2].Select(kind => (ScalingKind)kind);

    [Fact]
    public void Inversion_gives_the_values_back() =>
        Gen.Select(Data, Kinds).Sample((data, kind) =>
        {
            var scaling = Scaling.Fit(kind, data);
            var original = data.ToArray();
            var back = scaling.Apply(data).ToArray();
            Assert.All(back, value => Assert.True(float.IsFinite(value)));
            scaling.Invert(back);
            var largest = original.Max(Math.Abs);
            for (var i = 0; i < back.Length; i++) Assert.Equal(original[i], back[i], largest * 3e-7f);
        });

    [Fact]
    public void Json_gives_the_very_same_map_back() =>
        Gen.Select(Data, Kinds).Sample((data, kind) =>
        {
            var scaling = Scaling.Fit(kind, data);
            var read = Scaling.FromJson(scaling.ToJson());
            Assert.Equal(scaling.Kind, read.Kind);
            Assert.Equal(scaling.Offset, read.Offset);
            Assert.Equal(scaling.Scale, read.Scale);
        });

    [Fact]
    public void Minmax_spans_0_to_1_on_the_training_examples_and_may_leave_it_on_others()
    {
        var scaling = Scaling.Fit(ScalingKind.MinMax, new FloatExamples([-2, 10, 2, 30, 0, 20], DataShape.Row(2)));
        Assert.Equal([-2, 10], scaling.Offset);
        Assert.Equal([4, 20], scaling.Scale);
        Assert.Equal([2, -0.5f], scaling.Apply(new FloatExamples([6, 0], DataShape.Row(2))).ToArray());
    }

    [Fact]
    public void Standard_gives_mean_0_and_deviation_1_also_far_from_0()
    {
        var random = new Random(3);
        var data = new FloatExamples([.. Enumerable.Range(0, 200_000).Select(i => i % 2 == 0 ? 4_000_000 + random.Next(5) : (float)random.NextDouble())],
            DataShape.Row(2));
        var scaled = Scaling.Fit(ScalingKind.Standard, data).Apply(data).ToArray();
        foreach (var feature in new[] { scaled.Where((_, i) => i % 2 == 0).ToArray(), scaled.Where((_, i) => i % 2 == 1).ToArray() })
        {
            // The mean itself is a 32-bit number: 4,000,002 is known to a quarter.
            Assert.Equal(0, feature.Average(), 0.15);
            Assert.Equal(1, Math.Sqrt(feature.Average(value => (double)value * value) - Math.Pow(feature.Average(), 2)), 1e-5);
        }
    }

    [Fact]
    public void A_constant_feature_becomes_0_and_comes_back()
    {
        var data = new FloatExamples([0.1f, 0.1f, 0.1f], DataShape.Row(1));
        foreach (var kind in new[] { ScalingKind.MinMax, ScalingKind.Standard })
        {
            var scaling = Scaling.Fit(kind, data);
            Assert.Equal([1], scaling.Scale);
            Assert.Equal([0, 0, 0], scaling.Apply(data).ToArray());
        }
    }

    [Fact]
    public void None_returns_the_examples_themselves()
    {
        var data = new FloatExamples([1, 2], DataShape.Row(1));
        Assert.Same(data, Scaling.Fit(ScalingKind.None, data).Apply(data));
        var values = new float[] { 1, 2, 3 };
        Scaling.None.Apply(values);
        Scaling.None.Invert(values);
        Assert.Equal([1, 2, 3], values);
    }

    [Fact]
    public void A_view_keeps_shape_and_labels_and_works_by_index()
    {
        var data = new ByteExamples([0, 51, 102, 255], new DataShape(1, 1, 2), [4, 5]);
        var view = Scaling.Fit(ScalingKind.MinMax, data).Apply(data);
        Assert.Equal(data.Shape, view.Shape);
        Assert.Equal([4, 5], view.Labels!);
        var second = new float[2];
        view.CopyTo([1], second);
        Assert.Equal([1, 1], second);
    }

    [Fact]
    public void Wrong_widths_no_examples_and_damaged_json_are_refused()
    {
        var scaling = Scaling.Fit(ScalingKind.MinMax, new FloatExamples([1, 2, 3, 4], DataShape.Row(2)));
        Assert.Contains("3 features but the scaling was fitted to 2",
            Assert.Throws<HourglassException>(() => scaling.Apply(new FloatExamples([1, 2, 3], DataShape.Row(3)))).Message, StringComparison.Ordinal);
        Assert.Throws<HourglassException>(() => scaling.Invert(new float[3]));
        Assert.Throws<HourglassException>(() => scaling.Apply(new float[3]));
        scaling.Invert([]);
        Assert.Throws<UsageException>(() => Scaling.Fit(ScalingKind.Auto, new FloatExamples([1, 2], DataShape.Row(2))));
        Assert.Throws<HourglassException>(() => new Scaling(ScalingKind.Auto, [1], [1]));
        Assert.Throws<HourglassException>(() => new Scaling(ScalingKind.MinMax, null!, [1]));
        Assert.Throws<HourglassException>(() => new Scaling(ScalingKind.MinMax, [1], null!));
        Assert.Throws<HourglassException>(() => Scaling.Fit(ScalingKind.Standard, new FloatExamples([], DataShape.Row(2))));
        foreach (var json in new[]
        {
            "", "null", "[]", "{\"kind\":\"log\",\"offset\":[],\"scale\":[]}", "{\"kind\":\"minmax\"}", "{\"kind\":\"minmax\",\"offset\":[1],\"scale\":[1,2]}",
            "{\"kind\":\"minmax\",\"offset\":[1],\"scale\":[0]}", "{\"kind\":\"none\",\"offset\":[1],\"scale\":[1]}",
        })
            Assert.Throws<HourglassException>(() => Scaling.FromJson(json));
        Assert.Contains("\"kind\":\"minmax\"", scaling.ToJson(), StringComparison.Ordinal);
    }
}
