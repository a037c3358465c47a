using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Preprocessing;
using static TorchSharp.torch;

namespace Hourglass.Training;

/// <summary>
/// Starts the decoder at the mean example, by the bias of its last layer (as Y. Burda, R. Grosse, R. Salakhutdinov 2016 do), where codes are
/// bounded and the loss reads logits. From 0, a half, all features pull the code in one direction first, until it
/// lies at the bound, where hardly any gradient is left to bring it back.
/// </summary>
internal static class OutputStart
{
    // Features that never vary would begin at infinity.
    private const double Rim = 0.001;

    /// <summary>Whether a model is started so.</summary>
    public static bool Fits(Blueprint blueprint) => blueprint.Loss is Bernoulli && blueprint.CodeKind
        is ScalarQuantizedSpec or CategoricalSpec or PointSpec { Activation: Activation.Sigmoid or Activation.Tanh };

    /// <summary>Sets the last bias that has a number for each feature, or for each channel.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="train">In the units of the model.</param>
    public static void Set(nn.Module decoder, Examples train)
    {
        if (decoder.named_parameters().LastOrDefault(pair => pair.name.Contains("bias", StringComparison.Ordinal)) is not { parameter: { } bias }) return;
        var statistics = new FeatureStatistics(train.Shape.Size);
        train.ForEachChunk(statistics.Add);
        if (Means(statistics.Mean(), train.Shape, (int)bias.numel()) is not { } means) return;
        using var frozen = no_grad();
        using var start = tensor(Array.ConvertAll(means, mean => (float)Logit(Math.Clamp(mean, Rim, 1 - Rim))));
        bias.copy_(start);
    }

    private static double[]? Means(float[] features, DataShape shape, int count)
    {
        if (count == features.Length) return Array.ConvertAll(features, mean => (double)mean);
        if (count != shape.Channels) return null;
        var places = features.Length / count;
        return [.. Enumerable.Range(0, count).Select(channel => features.Skip(channel * places).Take(places).Average(mean => (double)mean))];
    }

    private static double Logit(double mean) => Math.Log(mean / (1 - mean));
}
