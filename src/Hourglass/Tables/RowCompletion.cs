using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Priors;
using static TorchSharp.torch;

namespace Hourglass.Tables;

/// <summary>
/// Draws the unknown cells of rows given the known ones. A decoder of columns in order gives the distribution of each directly. For others, latent vectors are drawn from the code of the known cells and weighted by p(z) p(known | z) / q(z | known),
/// so that the weighted draws tend to the model's distribution as their number grows (P.-A. Mattei and J. Frellsen, "MIWAE: deep generative modelling and
/// imputation of incomplete data sets", ICML 2019, section 3.2). A model whose codes have no density gives equal weights.
/// </summary>
internal sealed class RowCompletion(Autoencoder model, int draws)
{
    /// <summary>Completes rows.</summary>
    /// <param name="batch">Coded rows, whose unknown cells are 0: [batch, size].</param>
    /// <param name="random">Source of randomness.</param>
    public CompletedRows Complete(Batch batch, Generator random)
    {
        var given = batch.Rows;
        if (model.Modules.Ordered is { } ordered)
        {
            var inputs = model.Modules.DecoderInput(model.Read(batch).Location, model.Modules.ConditionOf(batch));
            var logits = ordered.Complete(inputs, given).unsqueeze(1);
            var chains = draws == 0 ? empty([given.shape[0], 0, given.shape[1]])
                : ordered.Draw(inputs.repeat_interleave(draws, 0), random, given.repeat_interleave(draws, 0), allowsEmpty: false).Rows.reshape(-1, draws, given.shape[1]);
            return new CompletedRows(chains, logits, null);
        }

        var code = model.Read(batch).Repeat(draws);
        var start = code.Sample(random);
        var latent = (code as IJointCode)?.Decoded(start) ?? start;
        var known = given.repeat_interleave(draws, 0);
        var condition = model.Modules.ConditionOf(batch)?.repeat_interleave(draws, 0);
        var output = model.Modules.Decode(latent, condition);
        var rows = model.Blueprint.Loss.Sample(output, random);
        var logKnown = -model.Blueprint.Loss.NegativeLogLikelihood(output, known);
        var logWeight = logKnown;
        if (code is DistributionCode distribution and not IJointCode && model.Modules.Flows.Count == 0 && model.Modules.Prior is IDensity)
            logWeight = logWeight + model.Modules.LogPrior(latent, random, model) - distribution.LogDensity(start);
        else if (code is not DistributionCode)
            logWeight = zeros_like(logKnown);
        return new CompletedRows(rows.reshape(-1, draws, rows.shape[1]), output.reshape(-1, draws, output.shape[1]), logWeight.reshape(-1, draws).softmax(1));
    }
}
