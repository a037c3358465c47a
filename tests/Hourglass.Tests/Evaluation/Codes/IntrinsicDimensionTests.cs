using Hourglass.Evaluation;
using static TorchSharp.torch;

namespace Hourglass.Tests.Evaluation;

public sealed class IntrinsicDimensionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Data_on_a_bent_surface_have_its_dimension(int dimensions)
    {
        using var scope = NewDisposeScope();
        var flat = Drawn.Uniform([1500, dimensions]);
        var bent = cat([flat, flat.square(), flat.sin() * 0.5], 1).mm(Drawn.Normal([3 * dimensions, 20]));
        var rows = Rows(bent);
        Assert.InRange(IntrinsicDimension.TwoNearestNeighbours(rows), 0.85 * dimensions, 1.15 * dimensions);
        Assert.InRange(IntrinsicDimension.MaximumLikelihood(rows), 0.85 * dimensions, 1.15 * dimensions);
    }

    /// <summary>
    /// Points on circles in planes of their own have no edge, where neighbours lie to one side only and the estimate is too small; with one or two circles the
    /// neighbours are near enough for no bend to be seen.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Maximum_likelihood_is_not_biased_where_data_have_no_edge(int dimensions)
    {
        using var scope = NewDisposeScope();
        var estimates = Enumerable.Range(1, 3).Select(seed =>
        {
            var angles = Drawn.Uniform([1200, dimensions], seed: (ulong)seed) * (2 * Math.PI);
            return IntrinsicDimension.MaximumLikelihood(Rows(cat([angles.cos(), angles.sin()], 1)));
        });
        Assert.InRange(estimates.Average(), 0.975 * dimensions, 1.025 * dimensions);
    }

    [Fact]
    public void Memory_is_bounded_by_features_and_by_examples()
    {
        Assert.Equal(127, IntrinsicDimension.RowsAtOnce(4000, 784, 20));
        Assert.Equal(8, IntrinsicDimension.RowsAtOnce(1365, 3 * 64 * 64, 20));
        Assert.Equal(524, IntrinsicDimension.RowsAtOnce(4000, 3, 2));
        Assert.Equal(20, IntrinsicDimension.RowsAtOnce(100_000, 3, 2));
        Assert.Equal((1, 50), (IntrinsicDimension.RowsAtOnce(100, 1 << 22, 2), IntrinsicDimension.RowsAtOnce(50, 3, 2)));

        // Features that are 0 everywhere change the blocks and no distance.
        using var scope = NewDisposeScope();
        var rows = Drawn.Normal([300, 3]);
        Assert.Equal(IntrinsicDimension.MaximumLikelihood(Rows(rows)), IntrinsicDimension.MaximumLikelihood(Rows(cat([rows, zeros(300, 3000)], 1))), 1e-9);
    }

    [Fact]
    public void Moving_scaling_and_copying_the_rows_changes_nothing()
    {
        using var scope = NewDisposeScope();
        var rows = Drawn.Normal([600, 3]);
        var expected = IntrinsicDimension.TwoNearestNeighbours(Rows(rows));
        Assert.Equal(expected, IntrinsicDimension.TwoNearestNeighbours(Rows((rows * 64) + 128)), 0.02);
        Assert.Equal(expected, IntrinsicDimension.TwoNearestNeighbours(Rows(cat([rows, rows], 0))), 1e-9);

        // So are rows that differ by the sign of a zero.
        var flat = cat([rows, zeros(600, 1)], 1);
        Assert.Equal(expected, IntrinsicDimension.TwoNearestNeighbours(Rows(cat([flat, cat([rows, -zeros(600, 1)], 1)], 0))), 1e-9);
    }

    [Fact]
    public void Too_few_different_rows_are_refused()
    {
        Assert.Contains("too few distinct examples", Assert.Throws<HourglassException>(() => IntrinsicDimension.TwoNearestNeighbours(new float[50, 3])).Message,
            StringComparison.Ordinal);
        Assert.Throws<HourglassException>(() => IntrinsicDimension.MaximumLikelihood(new float[20, 3]));
        Assert.Throws<UsageException>(() => IntrinsicDimension.MaximumLikelihood(new float[20, 3], 2));
    }

    [Fact]
    public void Codes_are_alike_up_to_rotation_and_scale_and_not_otherwise()
    {
        using var scope = NewDisposeScope();
        var codes = Drawn.Normal([500, 2]);
        var turned = (codes.mm(tensor(new[,] { { 0.6f, 0.8f }, { -0.8f, 0.6f } })) * 7) + 3;
        Assert.Equal(1, CodeSimilarity.Of(Rows(codes), Rows(turned)), 1e-5);
        Assert.InRange(CodeSimilarity.Of(Rows(codes), Rows(Drawn.Normal([500, 3], seed: 8))), -0.02, 0.02);

        // However wide: the plain estimate has 200 / 500 here, and more.
        Assert.InRange(CodeSimilarity.Of(Rows(Drawn.Normal([500, 200], seed: 6)), Rows(Drawn.Normal([500, 300], seed: 8))), -0.03, 0.03);
        Assert.Equal(0, CodeSimilarity.Of(Rows(codes), new float[500, 2]));
        Assert.Throws<HourglassException>(() => CodeSimilarity.Of(new float[3, 2], new float[4, 2]));
        Assert.Contains("at least 4", Assert.Throws<HourglassException>(() => CodeSimilarity.Of(new float[3, 2], new float[3, 2])).Message,
            StringComparison.Ordinal);

        // As the definition says it, with matrices of examples x examples.
        var (x, y) = (Drawn.Normal([9, 2], ScalarType.Float64, 1), Drawn.Normal([9, 3], ScalarType.Float64, 2) + 1);
        Assert.Equal(Independence(x, y) / Math.Sqrt(Independence(x, x) * Independence(y, y)),
            CodeSimilarity.Of(Rows(x.to_type(float32)), Rows(y.to_type(float32))), 1e-5);

        // Two codes that share one of two equal dimensions: |Y'X|^2 is a half of the rest.
        var other = cat([codes.narrow(1, 0, 1), Drawn.Normal([500, 1], seed: 9)], 1);
        Assert.Equal(0.5, CodeSimilarity.Of(Rows(codes), Rows(other)), 0.06);
    }

    /// <summary>Song et al. (2012), equation 5, less its factor.</summary>
    private static double Independence(Tensor x, Tensor y)
    {
        var n = x.shape[0];
        var whole = 1 - eye(n, dtype: float64);
        var (k, l, one) = (x.mm(x.t()) * whole, y.mm(y.t()) * whole, ones(n, 1, float64));
        return (k.mm(l).trace() + (k.sum() * l.sum() / ((n - 1) * (n - 2))) - (2.0 / (n - 2) * one.t().mm(k).mm(l).mm(one).sum())).item<double>();
    }

    private static float[,] Rows(Tensor tensor)
    {
        var rows = new float[tensor.shape[0], tensor.shape[1]];
        var values = tensor.contiguous().data<float>().ToArray();
        Buffer.BlockCopy(values, 0, rows, 0, values.Length * sizeof(float));
        return rows;
    }
}
