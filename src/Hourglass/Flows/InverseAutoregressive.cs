using Hourglass.Codes;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Flows;

/// <summary>
/// z' = s z + (1 - s) m, where m and s = sigmoid(gate) come from a masked network that lets dimension i see the dimensions before it
/// and the encoder's context; log|det| = sum log s (D. P. Kingma et al., "Improving variational inference with inverse autoregressive
/// flow", NIPS 2016, equations 10 to 14 and algorithm 1).
/// </summary>
/// <param name="Context">Size of the context that the encoder passes to the step; 0 or more.</param>
/// <param name="Hidden">Widths of the masked network's hidden layers; null for [64]. If one is smaller than the latent size, some dimensions do not see all
/// earlier ones.</param>
/// <param name="Reversed">Whether the last dimension comes first; consecutive steps should differ in it.</param>
public sealed record InverseAutoregressive(int Context = 8, ValueList<int>? Hidden = null, bool Reversed = false) : Flow
{
    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(Blueprint blueprint)
    {
        var given = (blueprint.CodeKind as GaussianSpec)?.Context ?? 0;
        if (given != Context) yield return $"The {What("flow")} wants {Got(Context)} numbers of context, and the code gives {given}; " +
            $"{Allowed($"make the code a GaussianSpec({Context})")}.";
        foreach (var width in (Hidden ?? []).Where(width => width < 1))
            yield return $"A {What("hidden layer")} of the flow has {Got(width)} units; each needs {Allowed("at least 1")}.";
    }

    internal override FlowModule Build(Networks networks, Generator random) => new Module(networks.Latent, Context, Hidden ?? [64], Reversed, random);

    private sealed class Module : FlowModule
    {
        // The gate starts nearly open, so that training starts from the encoder's own Gaussian (the paper's section 4).
        private const double Open = 2;
        private readonly AutoregressiveNetwork network;

        public Module(int latent, int context, ValueList<int> hidden, bool reversed, Generator random)
            : base(nameof(InverseAutoregressive))
        {
            network = new AutoregressiveNetwork(latent, context, hidden, outputs: 2, reversed, random);
            register_module("network", network);
        }

        public override Pushed Push(Tensor latent, FlowContext context)
        {
            var parts = network.Call(latent, (context.Code as GaussianCode)?.Context);
            var gate = parts[1] + Open;
            return new Pushed(lerp(parts[0], latent, gate.sigmoid()), nn.functional.logsigmoid(gate).sum(1));
        }

        public override Tensor Locate(Tensor latent, FlowContext context) => Push(latent, context).Latent;
    }
}
