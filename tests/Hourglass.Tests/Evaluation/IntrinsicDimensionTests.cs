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
        Assert.InRange(IntrinsicDimension.MaximumLikelihood(rows), 0.82 * dimensions, 1.15 * dimensions);
    }

    [Fact]
    public void Moving_scaling_and_copying_the_rows_changes_nothing()
    {
        using var scope = NewDisposeScope();
        var rows = Drawn.Normal([600, 3]);
        var expected = IntrinsicDimension.TwoNearestNeighbours(Rows(rows));
        Assert.Equal(expected, IntrinsicDimension.TwoNearestNeighbours(Rows((rows * 64) + 128)), 0.02);
        Assert.Equal(expected, IntrinsicDimension.TwoNearestNeighbours(Rows(cat([rows, rows], 0))), 1e-9);
    }

    [Fact]
    public void Too_few_different_rows_are_refused()
    {
        Assert.Contains("too few different examples", Assert.Throws<HourglassException>(() => IntrinsicDimension.TwoNearestNeighbours(new float[50, 3])).Message, StringComparison.Ordinal);
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
        Assert.InRange(CodeSimilarity.Of(Rows(codes), Rows(Drawn.Normal([500, 3], seed: 8))), 0, 0.03);
        Assert.Equal(0, CodeSimilarity.Of(Rows(codes), new float[500, 2]));
        Assert.Throws<HourglassException>(() => CodeSimilarity.Of(new float[3, 2], new float[4, 2]));

        // Two codes that share one of two equal dimensions: |Y'X|^2 is a half of the rest.
        var other = cat([codes.narrow(1, 0, 1), Drawn.Normal([500, 1], seed: 9)], 1);
        Assert.Equal(0.5, CodeSimilarity.Of(Rows(codes), Rows(other)), 0.06);
    }

    private static float[,] Rows(Tensor tensor)
    {
        var rows = new float[tensor.shape[0], tensor.shape[1]];
        var values = tensor.contiguous().data<float>().ToArray();
        Buffer.BlockCopy(values, 0, rows, 0, values.Length * sizeof(float));
        return rows;
    }
}
