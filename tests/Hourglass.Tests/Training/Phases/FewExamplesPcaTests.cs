using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass.Tests.Training;

/// <summary>PCA of fewer examples than features, by the products of the examples with each other.</summary>
public sealed class FewExamplesPcaTests
{
    [Theory]
    [InlineData(12, 70, 4)]
    [InlineData(12, 70, 11)]
    [InlineData(12, 70, 20)]
    [InlineData(12, 11, 4)]
    public void Components_are_the_singular_vectors_of_the_centred_rows(int count, int size, int components)
    {
        using var scope = NewDisposeScope();
        var rows = Drawn.Normal([count, size]);
        using var model = Recipes.Pca(DataShape.Row(size), components).Build();
        Hourglass.Training.PrincipalComponents.Fit(model, new FloatExamples(rows.data<float>().ToArray(), DataShape.Row(size)));
        var weight = model.Modules.state_dict()["encoder.dense1.weight"].to_type(float64);
        Assert.Equal(0, (weight.mm(weight.t()) - eye(components, dtype: float64)).abs().max().item<double>(), 1e-6);

        // A component that the rows do not span has no direction of its own.
        var spanned = Math.Min(components, Math.Min(count - 1, size));
        var centred = rows.to_type(float64) - rows.to_type(float64).mean([0]);
        var (_, _, vectors) = linalg.svd(centred, fullMatrices: false);
        var likeness = (weight.narrow(0, 0, spanned) * vectors.narrow(0, 0, spanned)).sum([1]).abs();
        Assert.Equal(1, likeness.min().item<double>(), 1e-6);
        Assert.Equal(0, (model.Modules.state_dict()["decoder.dense1.bias"].to_type(float64) - rows.to_type(float64).mean([0])).abs().max().item<double>(),
            1e-6);
    }
}
