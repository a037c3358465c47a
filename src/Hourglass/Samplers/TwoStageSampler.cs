using Hourglass.Companions;
using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Preparation;
using Hourglass.Settings;
using Hourglass.Training;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// A second VAE on the codes of the first, with as many latent dimensions and a learnt deviation: the second one models the difference between
/// the codes' distribution and N(0, I).
/// </summary>
/// <param name="Hidden">Widths of the hidden layers of its encoder and decoder; null for [256, 256].</param>
/// <param name="Training">How it is trained; null for 40 epochs and otherwise the defaults.</param>
/// <param name="Dimensions">Number of dimensions of the codes that it models, set by the fit: those that are not constant. The others have no deviation to
/// learn, and would pull the shared deviation to 0.</param>
[Cites("dai2019", "B. Dai and D. Wipf", "Diagnosing and enhancing VAE models", "ICLR", 2019)]
public sealed record TwoStageSampler(
    [property: Setting("widths of the hidden layers of the second VAE")]
    ValueList<int>? Hidden = null,
    GradientFit? Training = null,
    int Dimensions = 0) : Sampler, ISettling<Sampler>
{
    private const double HeldOut = 0.1;
    private const double FirstDeviation = 0.1;
    private const int LeastToHoldOut = 20;
    private static readonly OptionSet<TwoStageSampler> Declared = new(() => new TwoStageSampler([256, 256]));
    private static readonly OptionSet<GradientFit> Fit = new(() => new GradientFit(Epochs: 40));

    internal static readonly SamplerKind Kind = new()
    {
        Summary = "A second VAE trained on the codes.",
        Codes = VectorCodes.Text,
        Parameters = [.. Declared.Parameters, .. Fit.Parameters],
        Create = values => Declared.Read(values) with { Training = Fit.Read(values) },
    };

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(Blueprint blueprint) =>
        [.. Declared.Violations(this), .. Training?.Violations() ?? [], .. VectorCodes.Violations(this, blueprint)];

    /// <inheritdoc/>
    public override bool NeedsExamples(Blueprint blueprint) => true;

    internal override SamplerModule Build(Blueprint blueprint, Generator random) => new Module(this, blueprint.Networks.Latent);

    Sampler ISettling<Sampler>.Settle(CompanionFit fit)
    {
        using var scale = new Standardization(fit.Model.Latent);
        scale.Fit(fit.Codes);
        using var live = scale.Live;
        return this with { Dimensions = (int)live.shape[0] };
    }

    private Blueprint Second(int latent) =>
        Recipes.Vae(Networks.Dense(DataShape.Row(latent), Hidden ?? Declared.Defaults.Hidden!, latent), new LearnedGaussian());

    private sealed class Module : SamplerModule
    {
        private readonly TwoStageSampler spec;
        private readonly Standardization scale;
        private readonly Autoencoder second;

        public Module(TwoStageSampler spec, int latent)
            : base(nameof(TwoStageSampler))
        {
            this.spec = spec;
            scale = new Standardization(latent);
            second = spec.Second(spec.Dimensions > 0 ? spec.Dimensions : latent).Build();
            register_module("scale", scale);

            // One by one: registered as a whole, the second model's modules would also be found by the names of their fields.
            foreach (var (name, child) in second.Modules.named_children()) register_module(name, child);
            register_parameter("log_scale", second.Modules.LogScale!);
        }

        public override void Fit(CompanionFit fit)
        {
            scale.Fit(fit.Codes);
            using var rows = Live(scale.Apply(fit.Codes));
            var examples = new FloatExamples(rows.data<float>().ToArray(), second.Shape);
            var how = spec.Training ?? TwoStageSampler.Fit.Defaults;
            var options = new TrainingOptions
            {
                Epochs = how.Epochs,
                BatchSize = how.BatchSize,
                LearningRate = how.LearningRate,
                Schedule = LearningRateSchedule.Cosine,
                Seed = fit.Seed,
                Validation = examples.Count >= LeastToHoldOut ? HeldOut : 0,
            };
            using var trainer = new Trainer(second.Blueprint, examples, DataPreparation.None, options, happened =>
            {
                if (happened is EpochDone done)
                    fit.Report(new FitProgress(done.Epoch, done.Epochs, (done.Validation.Count > 0 ? done.Validation : done.Train)[0].Value));
            });
            using var trained = trainer.Model;

            // Standardised codes have the deviation 1 in every direction. A decoder that starts at it gains nothing at first from
            // the latent variables and would remain a single Gaussian.
            using (no_grad()) trained.Modules.LogScale!.fill_(Math.Log(FirstDeviation));
            var stopped = trainer.Run(fit.Cancellation);
            fit.ThrowIfCancelled();
            if (stopped.Reason == StopReason.NotFinite) throw new HourglassException(stopped.Explanation);
            using var frozen = no_grad();
            var weights = trained.Modules.state_dict();
            foreach (var (name, tensor) in second.Modules.state_dict()) tensor.copy_(weights[name]);
        }

        public override Tensor Draw(int count, Generator random, Autoencoder model, WorkControl control)
        {
            var noise = randn(count, second.Latent, dtype: ScalarType.Float32, generator: random);
            return RowBlocks.Fill(count, model.Latent, control, (start, rows) =>
            {
                var output = second.Modules.Decode(noise.narrow(0, start, rows), condition: null);
                var codes = zeros(rows, scale.Deviation.shape[0], dtype: ScalarType.Float32).index_copy_(1, scale.Live,
                    second.Blueprint.Loss.Sample(output, random));
                return model.Modules.Reader.FromDecoder(scale.Undo(codes));
            });
        }

        private Tensor Live(Tensor codes)
        {
            using var all = codes;
            using var live = scale.Live;
            return all.index_select(1, live);
        }
    }
}
