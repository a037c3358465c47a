using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>Reads codes on the unit sphere, whose shortest paths are great circles.</summary>
/// <param name="latent">Dimensions of the space around the sphere.</param>
/// <param name="least">The smallest concentration.</param>
internal sealed class SphereReader(int latent, double least) : CodeReader<VonMisesFisherCode>(nameof(SphereReader))
{
    private const double Tiny = 1e-7;

    public override VonMisesFisherCode Read(Tensor encoded, double epoch) =>
        new(Unit(encoded.narrow(1, 0, latent)), nn.functional.softplus(encoded.select(1, latent)) + least);

    public override Tensor ToDecoder(Tensor latent) => latent;

    /// <summary>The direction of a point; (1, ..., 1) normalised for the centre, which has none.</summary>
    public override Tensor FromDecoder(Tensor flat) =>
        Unit(where(flat.square().sum(1, keepdim: true).gt(Tiny * Tiny), flat, ones_like(flat)));

    /// <summary>a cos(share angle) + b' sin(share angle), b' the unit vector orthogonal to a towards b; in 64 bits because of nearly opposite ends.</summary>
    public override Tensor Between(Tensor start, Tensor end, Tensor share)
    {
        var (a, b) = (Unit(start.to_type(ScalarType.Float64)), Unit(end.to_type(ScalarType.Float64)));
        var cosine = (a * b).sum(1, keepdim: true);
        var across = b - (cosine * a);
        var sine = across.square().sum(1, keepdim: true).sqrt();

        // Every half circle joins opposite points; take the one that leaves along the axis closest to orthogonal.
        var axis = nn.functional.one_hot(a.abs().argmin(1), a.shape[1]).to_type(a.dtype);
        var other = axis - ((axis * a).sum(1, keepdim: true) * a);
        var direction = Unit(where(sine.gt(Tiny), across, other));
        var angle = atan2(sine, cosine) * share;
        return ((a * angle.cos()) + (direction * angle.sin())).to_type(start.dtype);
    }

    private static Tensor Unit(Tensor rows) => rows / rows.square().sum(1, keepdim: true).clamp_min(1e-24).sqrt();
}
