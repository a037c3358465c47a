using Hourglass.Codes;
using Hourglass.Losses;
using Hourglass.Settings;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// -log p(hidden cells | shown cells) of the rows of a table, in nats, for cells that are hidden at random: it teaches a decoder of columns in order to fill any
/// empty cells (B. Uria, I. Murray and H. Larochelle, "A deep and tractable density estimator", ICML 2014). Three quarters of the hidden cells are scored given
/// the shown ones alone, which is what the best single guess needs, and the others given also all cells before them, as when several cells of a row are drawn. A
/// cell that is empty is neither shown nor scored. In training, each row of a step is scored up to four times, with other hidden cells each time, but at most
/// 256 rows in all; their mean counts for every example of the step. The latent vector is the origin, because the shown cells say all that is known.
/// </summary>
/// <param name="Most">The largest fraction of a row's cells that is hidden.</param>
[Cites("uria2014", "B. Uria and I. Murray and H. Larochelle", "A deep and tractable density estimator", "ICML", 2014)]
public sealed record Completion(
    [property: Setting("largest fraction of a table row's cells that is hidden in training, so that the model can fill empty cells; 0 trains without hidden cells",
        Name = "hide", Least = 0, Most = 1)]
    double Most = 0.6) : ObjectiveTerm, IObjectiveTerm<Code>, IDemandingTerm
{
    /// <summary>The most rows that are scored in a training step.</summary>
    internal const int MostRows = 256;

    /// <summary>How often each row is scored in a training step, with other hidden cells each time, unless these are too many.</summary>
    internal const int Times = 4;

    /// <summary>The share of the hidden cells that are also given the columns before them.</summary>
    internal const double ShareInOrder = 0.25;

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
        if (blueprint.Networks.Decoder is OrderedSpec { ContextNetworks: < 1 } ordered)
            yield return $"The {What("context_networks")} that learn to fill cells are {Got(ordered.ContextNetworks)}; give {Allowed("at least 1")} or " +
                $"{Setting("hide", 0)}.";
    }

    /// <inheritdoc/>
    public Tensor Evaluate(Code code, Pass pass)
    {
        var modules = pass.Model.Modules;
        var columns = ((Columns)pass.Loss).Blocks;
        var widths = tensor(columns.Select(column => (long)column.Width).ToArray());
        var all = One(pass.Target);
        // A small step needs other hidden cells more than other rows; what a large one learns of filling cells changes little with more rows.
        var (training, known) = (modules.Decoder.training, EmptyCells.AsUnknown(all, columns));
        var count = training ? Math.Min(all.shape[0] * Times, MostRows) : all.shape[0];
        var filled = Repeated(known);
        // Each network of the ensemble learns from other hidden cells.
        var networks = modules.Ordered!.ContextNetworks;
        var masks = HiddenColumns.Shown(count * networks, columns.Count, Most, pass.Random).to_type(filled.dtype).repeat_interleave(widths, 1);
        var shown = filled * masks.reshape(networks, count, -1);
        var condition = pass.Condition is null ? null : Repeated(One(pass.Condition));
        var logits = modules.Ordered.Complete(modules.OriginInput(condition, filled.dtype), modules.Ordered.Context(shown), filled, ShareInOrder, pass.Random);
        var cost = pass.Loss.NegativeLogLikelihood(logits.flatten(0, 1), (filled - shown).flatten(0, 1)).reshape(networks, count).mean([0]);
        if (training) cost = cost.mean().expand(all.shape[0]);
        return pass.Particles == 1 ? cost : cost.repeat_interleave(pass.Particles, 0);

        Tensor Repeated(Tensor rows) => count <= rows.shape[0] ? rows.narrow(0, 0, count) : rows.repeat(Times, 1).narrow(0, 0, count);

        // Latent vectors of an example share its rows.
        Tensor One(Tensor repeated) => pass.Particles == 1 ? repeated : repeated.reshape(-1, pass.Particles, repeated.shape[1]).select(1, 0);
    }
}
