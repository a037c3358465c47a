using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// sqrt(det G(z)) for the metric defined by the posteriors of a VAE, G(z) = sum_i P_i exp(-(z - m_i)' P_i (z - m_i) / r^2) + l I with the means m_i and
/// the (diagonal) precisions P_i of some training examples: the Riemannian uniform distribution (C. Chadebec and S. Allassonniere, "A geometric
/// perspective on variational autoencoders", NeurIPS 2022, section 3).
/// </summary>
/// <param name="centres">m_i: [anchors, latent].</param>
/// <param name="precisions">The diagonals of P_i: [anchors, latent].</param>
/// <param name="reach">r; above 0.</param>
/// <param name="floor">l; above 0.</param>
internal sealed class PosteriorVolume(Tensor centres, Tensor precisions, double reach, double floor) : IVolume
{
    private readonly Tensor pulls = centres * precisions;
    private readonly Tensor constants = (centres.square() * precisions).sum(1);

    public Tensor Centres => centres;

    public Tensor Lengths => reach / precisions.mean([0L]).sqrt();

    public (Tensor Log, Tensor Closeness) At(Tensor place)
    {
        var closeness = Closeness(place);
        return (Diagonal(closeness).log().sum(1) * 0.5, closeness);
    }

    public Tensor Force(Tensor place)
    {
        var closeness = Closeness(place);
        var weights = (1 / Diagonal(closeness)).mm(precisions.t()) * closeness * (-1 / (reach * reach));
        return (place * weights.mm(precisions)) - weights.mm(pulls);
    }

    /// <summary>The largest distance between an anchor and its nearest anchor, in the standard deviations of the former.</summary>
    public static double ReachOf(Tensor centres, Tensor precisions)
    {
        const long Block = 512;
        using var scope = NewDisposeScope();
        var (count, pulls, constants) = (centres.shape[0], centres * precisions, (centres.square() * precisions).sum(1));
        var nearest = full(count, double.PositiveInfinity, centres.dtype);
        for (var start = 0L; start < count; start += Block)
        {
            // Block by block: the memory of all distances at once would grow with the square of the number of anchors.
            using var block = NewDisposeScope();
            var distances = Squares(centres.narrow(0, start, Math.Min(Block, count - start)), precisions, pulls, constants);
            distances.diagonal(start).fill_(double.PositiveInfinity);
            nearest.copy_(minimum(nearest, distances.amin([0L])));
        }

        return count == 1 ? 1 : Math.Max(1, nearest.max().sqrt().item<double>());
    }

    private Tensor Closeness(Tensor place) => (Squares(place, precisions, pulls, constants) * (-1 / (reach * reach))).exp();

    /// <summary>G, which is diagonal: [rows, latent].</summary>
    private Tensor Diagonal(Tensor closeness) => closeness.mm(precisions) + floor;

    /// <summary>(z - m)' P (z - m) expanded, so that no tensor of rows x anchors x dimensions is allocated: [rows, anchors].</summary>
    private static Tensor Squares(Tensor place, Tensor precisions, Tensor pulls, Tensor constants) =>
        (place.square().mm(precisions.t()) + constants - (2 * place.mm(pulls.t()))).clamp_min(0);
}
