using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Settings;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// -log p(hidden cells | shown cells) of the rows of a table, in nats, for cells that are hidden at random: it teaches a decoder of columns in order to fill any
/// empty cells and to be conditioned on any given ones (B. Uria, I. Murray and H. Larochelle, "A deep and tractable density estimator", ICML 2014). Each hidden cell
/// is scored given the shown ones and the location of their code, which is free of the prior: only codes of whole rows are close to it.
/// </summary>
/// <param name="Most">The largest fraction of a row's cells that is hidden.</param>
[Cites("uria2014", "B. Uria and I. Murray and H. Larochelle", "A deep and tractable density estimator", "ICML", 2014)]
public sealed record Completion(
    [property: Setting("largest fraction of a table row's cells that is hidden in training, so that the model can fill empty cells; 0 trains without hidden cells",
        Name = "hide", Least = 0, Most = 1)]
    double Most = 0.8) : ObjectiveTerm, IObjectiveTerm<Code>, IDemandingTerm
{
    internal static OptionSet<Completion> Declared { get; } = new(() => new Completion());

    /// <inheritdoc/>
    public override string Metric => "completion_nats";

    /// <inheritdoc/>
    public override bool IsPerExample => true;

    ObjectiveTerm IObjectiveTerm<Code>.Spec => this;

    /// <inheritdoc/>
    public IEnumerable<MessageText> Violations(Blueprint blueprint)
    {
        foreach (var violation in Declared.Violations(this)) yield return violation;
        if (blueprint.Networks.Decoder is not OrderedSpec)
            yield return $"The term {What(nameof(Completion))} needs a decoder of columns in order, but the decoder is " +
                $"{Got(blueprint.Networks.Decoder.GetType().Name)}; give {Allowed(nameof(OrderedSpec))}.";
    }

    /// <inheritdoc/>
    public Tensor Evaluate(Code code, Pass pass)
    {
        var modules = pass.Model.Modules;
        var columns = ((Columns)pass.Loss).Blocks;
        var widths = tensor(columns.Select(column => (long)column.Width).ToArray());
        var rows = One(pass.Target);
        var shown = HiddenColumns.Shown(rows.shape[0], columns.Count, Most, pass.Random).to_type(rows.dtype).repeat_interleave(widths, 1);
        var seen = rows * shown;
        var latent = pass.Model.Read(pass.Input with { Rows = seen }, pass.Moment.Epoch).Location;
        var logits = modules.Ordered!.Complete(modules.DecoderInput(latent, pass.Condition is null ? null : One(pass.Condition)), seen);
        var cost = pass.Loss.NegativeLogLikelihood(logits, rows * (1 - shown));
        return pass.Particles == 1 ? cost : cost.repeat_interleave(pass.Particles, 0);

        // Latent vectors of an example share its rows.
        Tensor One(Tensor repeated) => pass.Particles == 1 ? repeated : repeated.reshape(-1, pass.Particles, repeated.shape[1]).select(1, 0);
    }
}
