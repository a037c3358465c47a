using Hourglass.Settings;
using static TorchSharp.torch;

namespace Hourglass.Flows;

/// <summary>
/// Tempered leapfrog steps through the energy -log p(x, z), guided by the decoder (A. L. Caterini, A. Doucet and D. Sejdinovic,
/// "Hamiltonian variational auto-encoder", NIPS 2018, algorithm 1). Momenta are auxiliary variables: with the drawn momentum p and the
/// last one p', log N(p; 0, I) - log N(p'; 0, I) enters the count of the density.
/// </summary>
/// <param name="Steps">Leapfrog steps.</param>
/// <param name="StepSize">Their size before training. It is learnt, for each dimension.</param>
public sealed record Hamiltonian(
    [property: Setting(Leapfrog.StepsMeaning, Name = "leapfrog_steps", Least = 1, Most = Leapfrog.MostSteps)]
    int Steps = 3,
    [property: Setting(Flows.StepSize.Meaning, Name = "leapfrog_size", Least = Flows.StepSize.LeastStart, Most = Flows.StepSize.MostStart)]
    double StepSize = 0.02) : Flow, IOneExampleAtATime
{
    internal static OptionSet<Hamiltonian> Declared { get; } = new(() => new Hamiltonian());

    /// <inheritdoc/>
    internal override IEnumerable<MessageText> Violations(Blueprint blueprint) => Declared.Violations(this);

    internal override FlowModule Build(Networks networks, Generator random) => new Module(this, networks.Latent);

    private sealed class Module : FlowModule
    {
        private readonly int steps;
        private readonly StepSize size;
        private readonly Tempering tempering = new();

        public Module(Hamiltonian spec, int latent)
            : base(nameof(Hamiltonian))
        {
            steps = spec.Steps;
            size = new StepSize(latent, spec.StepSize);
            register_module("step", size);
            register_module("tempering", tempering);
        }

        public override Pushed Push(Tensor latent, FlowContext context)
        {
            var drawn = randn(latent.shape, dtype: latent.dtype, generator: context.Random);
            var end = Run(latent, drawn, context);
            return new Pushed(end.Place, (drawn.square() - end.Momentum.square()).sum(1) * 0.5);
        }

        public override Tensor Locate(Tensor latent, FlowContext context) => Run(latent, zeros_like(latent), context).Place;

        private Leapfrog Run(Tensor latent, Tensor momentum, FlowContext context)
        {
            var step = size.Value;
            return tempering.Run(steps, new Leapfrog(latent, momentum, context.Force(latent)), state => state.Step(step, context.Force));
        }
    }
}
