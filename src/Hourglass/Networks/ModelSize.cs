using Hourglass.Layers;
using Hourglass.Numerics;

namespace Hourglass;

/// <summary>Estimates the size of a model before memory is allocated for it: the weights of encoder and decoder, which are almost all.</summary>
internal static class ModelSize
{
    private const double BytesAWeight = sizeof(float);

    // In addition to the weights, their gradients, those of the best epoch and those to return to.
    private const double CopiesInTraining = 4;

    /// <summary>Weights of encoder and decoder; a body that is not a list of layers, such as a custom module, counts as 0.</summary>
    public static double WeightsOf(Blueprint blueprint)
    {
        var layers = AutoencoderLayers.Of(blueprint);
        return new[] { layers.Encoder, layers.Decoder }.OfType<ValueList<Layer>>().SelectMany(body => body).SelectMany(layer => layer.Tensors)
            .Sum(tensor => tensor.Shape.Aggregate(1.0, (product, size) => product * size));
    }

    /// <summary>Rejects a model that does not fit this machine's memory.</summary>
    /// <param name="blueprint">The model.</param>
    /// <param name="forTraining">Whether it will be trained, which takes several times the memory.</param>
    /// <param name="available">Bytes of memory; null for those of this machine.</param>
    /// <exception cref="UsageException">The model is too large.</exception>
    public static void Demand(Blueprint blueprint, bool forTraining, double? available = null)
    {
        var most = available ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var weights = WeightsOf(blueprint);
        var needed = weights * BytesAWeight * (forTraining ? CopiesInTraining : 1);
        if (needed <= most) return;
        var networks = blueprint.Networks;
        MessageText[] remedies =
        [
            .. networks.Shape.IsPicture ? (MessageText[])[$"smaller images ({Setting("image_size", 64)})"] : [],
            .. networks.Shape.IsPicture && networks.Encoder is not (ConvSpec or ResidualSpec) ? (MessageText[])[$"{Setting("network", "conv")}"] : [],
            networks.Encoder is RecurrentSpec ? "fewer units (units, layers)" : "fewer units (hidden, channels)",
        ];
        throw new UsageException($"The model '{What(blueprint.Model)}' for examples of {networks.Shape.Size:N0} numbers ({networks.Shape}) has {weights:N0} " +
            $"weights, which take {Got(Gigabytes(needed))} of memory{(forTraining ? " in training" : "")}, and this machine has {Gigabytes(most)}; give " +
            $"{Allowed(MessageText.Join(" or ", remedies))}.");
    }

    private static string Gigabytes(double bytes) => FormattableString.Invariant($"{bytes / (1 << 30):N1} GB");
}
