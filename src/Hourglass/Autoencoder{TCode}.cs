using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Objectives;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>An <see cref="Autoencoder"/> whose codes are of type <typeparamref name="TCode"/>.</summary>
internal sealed class Autoencoder<TCode>(Blueprint<TCode> blueprint, ulong seed)
    : Autoencoder(blueprint, random => blueprint.Code.Build(blueprint.Networks.Latent, random), seed)
    where TCode : Code
{
    internal override ForwardPass Evaluate(Batch input, Tensor target, Moment moment, Generator random)
    {
        Modules.Lend(random);
        var read = Read(input, moment.Epoch);
        var pass = new Pass(this, moment.IsJudgement ? read.Unrelaxed() : read, input, target, blueprint.Particles, moment, random);
        var code = (TCode)pass.Code;
        return new ForwardPass(code, pass, Terms(blueprint.Objective), [.. blueprint.Players.Select(player => Terms(player.Objective))]);

        IReadOnlyList<Tensor> Terms(IEnumerable<IObjectiveTerm<TCode>> objective) => [.. objective.Select(term => term.Evaluate(code, pass))];
    }
}
