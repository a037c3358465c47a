using Hourglass.Codes;
using Hourglass.Objectives;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>An <see cref="Autoencoder"/> whose codes are of type <typeparamref name="TCode"/>.</summary>
internal sealed class Autoencoder<TCode>(Blueprint<TCode> blueprint, ulong seed)
    : Autoencoder(blueprint, blueprint.Code.NumbersPerDimension, seed)
    where TCode : Code
{
    internal override Code Read(Tensor encoded) => blueprint.Code.Read(encoded);

    internal override Evaluated Evaluate(Tensor input, Tensor target, Generator random)
    {
        var code = blueprint.Code.Read(Modules.Encoder.call(input));
        var latent = code.Sample(random);
        var pass = new Pass(target, latent, Modules.Decoder.call(latent), blueprint.Loss);
        return new Evaluated(code, pass, [.. blueprint.Objective.Select(term => term.Evaluate(code, pass))]);
    }
}
