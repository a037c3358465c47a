using Hourglass.Flows;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// sqrt(det G^-1(z)) for the metric that a Riemannian Hamiltonian VAE has learnt; it is large near the codes of the training examples
/// (C. Chadebec, C. Mantoux and S. Allassonniere, "Geometry-aware Hamiltonian variational auto-encoder", 2020).
/// </summary>
internal sealed class LearntVolume(LearntMetric metric) : IVolume
{
    public Tensor Centres => metric.Centres;

    public Tensor Lengths => full(metric.Centres.shape[1], Math.Sqrt(metric.Scale), metric.Centres.dtype);

    public (Tensor Log, Tensor Closeness) At(Tensor place)
    {
        var at = metric.At(place);
        return (at.LogDensity(zeros_like(place)), at.Closeness);
    }

    public Tensor Force(Tensor place) => -metric.At(place).Slope(zeros_like(place));
}
