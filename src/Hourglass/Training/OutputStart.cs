using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Preparation;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Hourglass.Training;

/// <summary>
/// Starts the decoder at the mean example, by the bias of its last layer (as in Burda, Grosse and Salakhutdinov 2016): on request, and if
/// codes are bounded and the loss reads logits. From 0, a probability of one half, all features first pull such a code in one direction until it
/// reaches the bound, where the gradient is too small to bring it back.
/// </summary>
internal static class OutputStart
{
    /// <summary>Whether a model is started this way by default.</summary>
    public static bool Helps(Blueprint blueprint) => blueprint.Loss is { Link: LinkFunction.Logit } loss && loss.StartAt(0.5) is not null && blueprint.CodeKind
        is ScalarQuantizedSpec or CategoricalSpec or PointSpec { Activation: Activation.Sigmoid or Activation.Tanh };

    /// <summary>Sets the last bias that has one number per feature or per channel, if requested or if it helps.</summary>
    /// <param name="model">Before training.</param>
    /// <param name="train">In the units of the model.</param>
    /// <param name="asked">The value of the option.</param>
    /// <exception cref="UsageException">The mean was requested, but the decoder or the loss does not support it.</exception>
    public static void Apply(Autoencoder model, Examples train, OutputBias asked)
    {
        if (asked == OutputBias.Zero || (asked == OutputBias.Auto && !Helps(model.Blueprint))) return;
        var bias = LastBias(model.Modules);
        if (bias is not null && model.Blueprint.Loss.StartAt(0.5) is not null && Means(train, (int)bias.numel()) is { } means)
        {
            using var frozen = no_grad();
            using var start = tensor(Array.ConvertAll(means, mean => (float)model.Blueprint.Loss.StartAt(mean)!.Value));
            bias.copy_(start);
        }
        else if (asked == OutputBias.Mean)
        {
            throw new UsageException($"{What("output_bias")} is {Got("mean")}, but the decoder of this model has no last bias that the loss " +
                $"{model.Blueprint.Loss.GetType().Name} reads as the logit or mean of each feature or channel; {Allowed("omit output_bias")}.");
        }
    }

    /// <summary>The decoder's last bias, or null; in a decoder that is not a list of layers, the last parameter named bias.</summary>
    private static Parameter? LastBias(AutoencoderModules modules)
    {
        if (modules.Layers.Decoder is not { } layers)
            return modules.Decoder.named_parameters().LastOrDefault(pair => pair.name.Contains("bias", StringComparison.Ordinal)).parameter;
        return layers.Select(layer => layer.Bias).LastOrDefault(name => name is not null) is { } last ? modules.Decoder.get_parameter(last) : null;
    }

    private static double[]? Means(Examples train, int count)
    {
        return Means(FeatureStatistics.Of(train).Mean(), train.Shape, count);
    }

    private static double[]? Means(float[] features, DataShape shape, int count)
    {
        if (count == features.Length) return Array.ConvertAll(features, mean => (double)mean);
        if (count != shape.Channels) return null;
        var places = features.Length / count;
        return [.. Enumerable.Range(0, count).Select(channel => features.Skip(channel * places).Take(places).Average(mean => (double)mean))];
    }
}
