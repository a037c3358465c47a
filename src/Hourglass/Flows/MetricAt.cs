using static TorchSharp.torch;

namespace Hourglass.Flows;

/// <summary>A <see cref="LearntMetric"/> at given positions, and momenta there.</summary>
/// <param name="metric">Whose.</param>
/// <param name="place">z: [rows, latent].</param>
/// <param name="closeness">exp(-|z - c_i|^2 / T^2): [rows, anchors].</param>
/// <param name="inverse">G^-1(z): [rows, latent, latent].</param>
internal sealed class MetricAt(LearntMetric metric, Tensor place, Tensor closeness, Tensor inverse)
{
    private readonly Lazy<Tensor> matrix = new(() => linalg.inv(inverse));
    private readonly Lazy<Tensor> halfLogDeterminant = new(() => linalg.slogdet(inverse).Item2 * 0.5);

    /// <summary>G^-1(z): [rows, latent, latent].</summary>
    public Tensor Inverse => inverse;

    /// <summary>exp(-|z - c_i|^2 / T^2): [rows, anchors].</summary>
    public Tensor Closeness => closeness;

    /// <summary>G^-1(z) p.</summary>
    /// <param name="momentum">p: [rows, latent].</param>
    public Tensor Velocity(Tensor momentum) => inverse.matmul(momentum.unsqueeze(2)).squeeze(2);

    /// <summary>log N(p; 0, G(z)) + latent / 2 log(2 pi) in nats: [rows].</summary>
    /// <param name="momentum">p: [rows, latent].</param>
    public Tensor LogDensity(Tensor momentum) => halfLogDeterminant.Value - ((momentum * Velocity(momentum)).sum(1) * 0.5);

    /// <summary>A draw of p ~ N(0, G(z)): [rows, latent].</summary>
    public Tensor Sample(Generator random)
    {
        // With C C' = G^-1, the inverse of C' carries N(0, I) to N(0, G).
        var factor = linalg.cholesky_ex(inverse).Item1;
        var noise = randn(place.shape, dtype: place.dtype, generator: random);
        return linalg.solve(factor.transpose(1, 2), noise.unsqueeze(2)).squeeze(2);
    }

    /// <summary>
    /// The gradient with respect to z of 1/2 log det G(z) + 1/2 p' G^-1(z) p, sum_i (tr(G S_i) - p' S_i p) exp(-|z - c_i|^2 / T^2)
    /// (z - c_i) / T^2 with S_i = L_i L_i': [rows, latent].
    /// </summary>
    /// <param name="momentum">p: [rows, latent].</param>
    public Tensor Slope(Tensor momentum)
    {
        var rest = matrix.Value - (momentum.unsqueeze(2) * momentum.unsqueeze(1));
        var pulls = rest.flatten(1).mm(metric.Parts.t()) * closeness / metric.Scale;
        return (pulls.sum(1, keepdim: true) * place) - pulls.mm(metric.Centres);
    }
}
