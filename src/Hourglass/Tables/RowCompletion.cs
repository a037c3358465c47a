using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Objectives;
using Hourglass.Priors;
using static TorchSharp.torch;

namespace Hourglass.Tables;

/// <summary>
/// Draws the unknown cells of rows given the known ones. A decoder that has learnt to fill cells gives the distribution of each directly, at the origin of the
/// latent space. For others, latent vectors are drawn from the code of the known cells and weighted by p(z) p(known | z) / q(z | known), so that the weighted draws
/// tend to the model's distribution as their number grows (P.-A. Mattei and J. Frellsen, "MIWAE: deep generative modelling and imputation of incomplete data sets", ICML 2019, section 3.2).
/// A prior without a density is taken for equal to the distribution of codes; codes without one have equal weights.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="draws">Rows to draw from a direct distribution, or weighted draws of latent vectors, at least one.</param>
internal sealed class RowCompletion(Autoencoder model, int draws)
{
    /// <summary>Whether a model gives the distribution of unknown cells without draws of latent vectors.</summary>
    public static bool IsDirect(Autoencoder model) => model.Blueprint.LearnsToFillCells;

    /// <summary>Completes rows.</summary>
    /// <param name="batch">Coded rows, whose unknown cells are 0: [batch, size].</param>
    /// <param name="random">Source of randomness.</param>
    public CompletedRows Complete(Batch batch, Generator random)
    {
        var (given, loss) = (batch.Rows, (Columns)model.Blueprint.Loss);
        if (IsDirect(model))
        {
            var (ordered, condition) = (model.Modules.Ordered!, model.Modules.ConditionOf(batch));
            var context = ordered.Context(given.unsqueeze(0).expand(ordered.ContextNetworks, -1, -1));
            var logits = ordered.Complete(model.Modules.OriginInput(condition, given.dtype), context).transpose(0, 1);
            if (draws == 0) return new CompletedRows(empty([given.shape[0], 0, given.shape[1]], dtype: given.dtype), logits, null);
            var origin = model.Modules.OriginInput(condition?.repeat_interleave(draws, 0), given.dtype);
            var repeated = new GivenCells(given.repeat_interleave(draws, 0), context.repeat_interleave(draws, 1));
            var chains = ordered.Draw(origin, random, repeated, loss.EmptyExcluded(given.dtype)).Rows;
            return new CompletedRows(chains.reshape(-1, draws, given.shape[1]), logits, null);
        }

        // An unknown cell adds nothing to the likelihood of a pass, whose rows are thereby weighted by their known cells. An empty cell is not drawn.
        var pass = new Pass(model, model.Read(batch).Unrelaxed(), batch, given, draws, new Moment(double.PositiveInfinity, batch.Count), random);
        var output = pass.Output + loss.EmptyExcluded(pass.Output.dtype);
        var logWeight = pass.Code is not DistributionCode ? zeros_like(pass.LogLikelihood)
            : model.Modules.Prior is IDensity ? pass.LogWeight : pass.LogLikelihood;
        var rows = loss.Sample(output, random);
        return new CompletedRows(rows.reshape(-1, draws, rows.shape[1]), output.reshape(-1, draws, output.shape[1]), logWeight.reshape(-1, draws).softmax(1));
    }
}
