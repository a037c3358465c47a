using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>Reads ladder codes, and keeps p(z|z'), which posterior and prior share.</summary>
internal sealed class LadderReader : FlatReader<LadderCode>
{
    private readonly GaussianNetwork up;
    private readonly GaussianNetwork down;
    private readonly LadderSpec spec;
    private readonly int latent;

    public LadderReader(LadderSpec spec, int latent, Generator random)
        : base(nameof(LadderReader))
    {
        this.spec = spec;
        this.latent = latent;
        up = new GaussianNetwork(spec.Hidden[0], [.. spec.Hidden.Skip(1)], spec.Upper, spec.Activation, random);
        down = new GaussianNetwork(spec.Upper, [.. spec.Hidden.Reverse()], latent, spec.Activation, random);
        register_module("up", up);
        register_module("down", down);
    }

    public override LadderCode Read(Tensor encoded, double epoch)
    {
        var bottomUp = new GaussianCode(encoded.narrow(1, 0, latent), encoded.narrow(1, latent, latent));
        var features = encoded.narrow(1, 2 * latent, spec.Hidden[0]);
        return new LadderCode(bottomUp, up.Call(spec.Activation.Apply(features)), TopDown);
    }

    /// <summary>p(z|z').</summary>
    /// <param name="above">z': [rows, upper].</param>
    public GaussianCode TopDown(Tensor above) => down.Call(above);

    /// <summary>Draws of z' ~ N(0, I): [count, upper].</summary>
    public Tensor Above(int count, Generator random) => randn(count, spec.Upper, dtype: down.DataType, generator: random);
}
