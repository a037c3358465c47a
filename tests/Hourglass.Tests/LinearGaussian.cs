using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Tests.Evaluation;
using static TorchSharp.torch;

namespace Hourglass.Tests;

/// <summary>The model x = w z + b + s e with z, e ~ N(0, I), whose density N(b, w w' + s^2 I) and posterior are known.</summary>
internal static class LinearGaussian
{
    public const double Deviation = 0.5;
    private const double Noise = Deviation * Deviation;
    private static readonly double[] Weight = [0.8, -0.5, 0.3];
    private static readonly double[] Bias = [0.1, 0.2, -0.4];
    private static readonly double Gain = Weight.Sum(w => w * w);
    private static readonly double PosteriorVariance = 1 / (1 + (Gain / Noise));

    public static FloatExamples Data { get; } = new([.. Batches.Numbers(30, 5).Select(value => (3 * value) - 1.5f)], DataShape.Row(3));

    /// <summary>The mean of -log N(x; b, w w' + s^2 I) over the data, by the formulas of Sherman and Morrison.</summary>
    public static double Exact()
    {
        var values = Data.ToArray();
        return Enumerable.Range(0, Data.Count).Average(i =>
        {
            double[] d = [.. Bias.Select((b, j) => values[(i * 3) + j] - b)];
            var along = d.Zip(Weight, (x, w) => x * w).Sum();
            var square = (d.Sum(x => x * x) - (along * along / (Noise + Gain))) / Noise;
            return 0.5 * (square + (3 * Math.Log(2 * Math.PI * Noise)) + Math.Log(1 + (Gain / Noise)));
        });
    }

    /// <summary>The model with the posterior's mean and with its variance times exp(<paramref name="widening"/>).</summary>
    /// <param name="widening">0 for the exact posterior.</param>
    /// <param name="loss">A Gaussian of deviation <see cref="Deviation"/>.</param>
    public static Autoencoder Model(double widening, Loss loss)
    {
        var model = Recipes.Vae(Networks.Dense(Data.Shape, hidden: [], latent: 1), loss).Build();
        using var frozen = no_grad();
        var factor = PosteriorVariance / Noise;
        var weights = model.Modules.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        Set("encoder.dense1.weight", [.. Weight.Select(w => factor * w), 0, 0, 0]);
        Set("encoder.dense1.bias", [-factor * Weight.Zip(Bias, (w, b) => w * b).Sum(), Math.Log(PosteriorVariance) + widening]);
        Set("decoder.dense1.weight", Weight);
        Set("decoder.dense1.bias", Bias);
        return model;

        void Set(string name, double[] values) => weights[name].copy_(tensor(values).reshape(weights[name].shape));
    }
}
