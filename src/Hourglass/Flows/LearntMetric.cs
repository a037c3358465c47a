using static TorchSharp.torch;

namespace Hourglass.Flows;

/// <summary>
/// G^-1(z) = sum_i L_i L_i' exp(-|z - c_i|^2 / T^2) + l I (C. Chadebec, C. Mantoux and S. Allassonniere, "Geometry-aware Hamiltonian
/// variational auto-encoder", 2020, equation 13).
/// </summary>
/// <param name="centres">c_i: [anchors, latent].</param>
/// <param name="factors">L_i, lower triangular: [anchors, latent, latent].</param>
/// <param name="temperature">T; above 0.</param>
/// <param name="floor">l; above 0.</param>
internal sealed class LearntMetric(Tensor centres, Tensor factors, double temperature, double floor)
{
    private readonly Tensor floors = eye(centres.shape[1], dtype: centres.dtype) * floor;

    /// <summary>c_i: [anchors, latent].</summary>
    public Tensor Centres => centres;

    /// <summary>L_i L_i', one matrix a row: [anchors, latent^2].</summary>
    public Tensor Parts { get; } = factors.matmul(factors.transpose(1, 2)).flatten(1);

    /// <summary>T^2.</summary>
    public double Scale => temperature * temperature;

    /// <summary>The same metric in 64 bits.</summary>
    public LearntMetric InDoublePrecision() =>
        new(centres.to_type(ScalarType.Float64), factors.to_type(ScalarType.Float64), temperature, floor);

    /// <summary>The metric at given positions.</summary>
    /// <param name="place">z: [rows, latent].</param>
    public MetricAt At(Tensor place)
    {
        // |z - c|^2 multiplied out, so that no tensor of rows x anchors x dimensions is made.
        var distances = place.square().sum(1, keepdim: true) + centres.square().sum(1) - (2 * place.mm(centres.t()));
        var closeness = (distances * (-1 / Scale)).exp();
        return new MetricAt(this, place, closeness, closeness.mm(Parts).reshape(-1, centres.shape[1], centres.shape[1]) + floors);
    }
}
