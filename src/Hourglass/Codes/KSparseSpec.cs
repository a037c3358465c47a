using Hourglass.Settings;
using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>
/// A deterministic code that keeps the largest numbers the encoder gives and sets the others to zero (Makhzani &amp; Frey 2014). The
/// gradient passes through the kept ones only.
/// </summary>
/// <param name="Keep">k: how many numbers of each example are kept in training; 1 to the latent size.</param>
/// <param name="Alpha">After training, alpha * k numbers are kept (rounded, at most all of them).</param>
public sealed record KSparseSpec(
    int Keep,
    [property: Setting("after training, alpha * k units are kept", Least = 1)]
    double Alpha = 1) : CodeSpec<PointCode>
{
    // How many are kept follows from the model.
    internal static OptionSet<KSparseSpec> Declared { get; } = new(() => new KSparseSpec(1));

    /// <inheritdoc/>
    public override int Outputs(int latent) => latent;

    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(int latent)
    {
        if (Keep < 1 || Keep > latent) yield return $"{What("k")} is {Got(Keep)}, and a code of {latent} dimensions can keep " +
            $"{Allowed($"1 to {latent}")} of them; give such a k.";
        foreach (var violation in Declared.Violations(this)) yield return violation;
    }

    internal override CodeReader<PointCode> Build(int latent, Generator random) => new Reader(Keep, (int)Math.Min(latent, Math.Round(Alpha * Keep)));

    private sealed class Reader(int trained, int tested) : FlatReader<PointCode>(nameof(KSparseSpec))
    {
        public override PointCode Read(Tensor encoded, double epoch) => new(Largest(encoded));

        public override Tensor FromDecoder(Tensor flat) => Largest(flat);

        private Tensor Largest(Tensor rows)
        {
            var (largest, places) = rows.topk(training ? trained : tested, 1);
            return zeros_like(rows).scatter(1, places, largest);
        }
    }
}
