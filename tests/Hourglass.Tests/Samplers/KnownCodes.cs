using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Samplers;
using static TorchSharp.torch;

namespace Hourglass.Tests.Samplers;

/// <summary>Models whose codes are the examples themselves, so that a sampler's fit can be held against where the examples came from.</summary>
internal static class KnownCodes
{
    /// <summary>A deterministic code.</summary>
    public static Autoencoder Points(int dimensions) =>
        Identity(Recipes.Ae(Networks.Dense(DataShape.Row(dimensions), hidden: [], dimensions), loss: new Gaussian()), dimensions);

    /// <summary>A Gaussian around each example.</summary>
    public static Autoencoder Gaussians(int dimensions, double deviation)
    {
        var model = Identity(Recipes.Vae(Networks.Dense(DataShape.Row(dimensions), hidden: [], dimensions), new Gaussian()), dimensions);
        using var frozen = no_grad();
        model.Modules.get_parameter("encoder.dense1.bias")!.narrow(0, dimensions, dimensions).fill_(2 * Math.Log(deviation));
        return model;
    }

    /// <summary>Rows [count, dimensions] as examples.</summary>
    public static FloatExamples Examples(Tensor rows) =>
        new(rows.to_type(ScalarType.Float32).contiguous().data<float>().ToArray(), DataShape.Row((int)rows.shape[1]));

    /// <summary>Fits a sampler within the test's time.</summary>
    public static FittedSampler Fitted(this Autoencoder model, Sampler sampler, Examples? examples = null, ulong seed = 1) =>
        model.FitSampler(sampler, examples, seed, cancellation: TestContext.Current.CancellationToken);

    private static Autoencoder Identity(Blueprint blueprint, int dimensions)
    {
        var model = blueprint.Build();
        using var frozen = no_grad();
        foreach (var parameter in model.Modules.parameters()) parameter.zero_();
        foreach (var name in new[] { "encoder.dense1.weight", "decoder.dense1.weight" })
            model.Modules.get_parameter(name)!.narrow(0, 0, dimensions).copy_(eye(dimensions));
        return model;
    }
}
