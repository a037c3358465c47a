using Hourglass.Numerics;
using Hourglass.Settings;
using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>
/// A wrapped normal code in the Poincare ball: the encoder gives the means as velocities from the origin, then the log-variances.
/// </summary>
/// <param name="Curvature">The ball's curvature is minus this.</param>
public sealed record WrappedNormalSpec(
    [property: Setting("negative curvature of the ball; as it approaches 0, the model becomes a plain VAE", AboveZero = true, Most = 1000)]
    double Curvature = 1) : CodeSpec<WrappedNormalCode>
{
    internal static OptionSet<WrappedNormalSpec> Declared { get; } = new(() => new WrappedNormalSpec());

    /// <inheritdoc/>
    public override int Outputs(int latent) => 2 * latent;

    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(int latent) => Declared.Violations(this);

    internal override CodeReader<WrappedNormalCode> Build(int latent, Generator random) => new Reader(new PoincareBall(Curvature), latent);

    private sealed class Reader(PoincareBall ball, int latent) : CodeReader<WrappedNormalCode>(nameof(WrappedNormalSpec))
    {
        public override WrappedNormalCode Read(Tensor encoded, double epoch) =>
            new(ball.ExpOrigin(encoded.narrow(1, 0, latent)), encoded.narrow(1, latent, latent), ball.Curvature);

        public override Tensor ToDecoder(Tensor latent) => ball.LogOrigin(latent);

        public override Tensor FromDecoder(Tensor flat) => ball.ExpOrigin(flat);

        public override Tensor Between(Tensor start, Tensor end, Tensor share)
        {
            var (from, to) = (start.to_type(ScalarType.Float64), end.to_type(ScalarType.Float64));
            return ball.Exp(from, share * ball.Log(from, to)).to_type(start.dtype);
        }
    }
}
