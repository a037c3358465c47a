using Hourglass.Numerics;
using Hourglass.Objectives;
using static TorchSharp.torch;

namespace Hourglass.Tests.Objectives;

/// <summary>The loss of hidden cells given the shown ones.</summary>
public sealed class CompletionTests
{
    [Fact]
    public void It_is_the_likelihood_of_each_hidden_cell_given_the_shown_ones_and_for_some_of_the_cells_those_before_it()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        var rows = TinyTable.Without(TinyTable.All(), 1);
        rows[0] = TinyTable.All()[0];
        var (term, pass, again) = (new Completion(0.7), TestPass.Of(model, rows), TestPass.Of(model, rows));
        var decoder = (OrderedDecoder)model.Modules.Ordered!;
        var nats = term.Evaluate(pass.Code, pass);
        Assert.Equal([TinyTable.Rows], nats.shape);
        var shown = HiddenColumns.Shown(TinyTable.Rows, 3, 0.7, again.Random);
        var reads = rand([TinyTable.Rows, 3], generator: again.Random).lt(Completion.ShareInOrder);
        var (hidden, total, alone) = (0, 0.0, 0);
        for (var row = 0; row < TinyTable.Rows; row++)
        {
            var given = WithoutEmpty(rows.narrow(0, row, 1));
            int[] left = [.. Enumerable.Range(0, 3).Where(column => shown[row, column].item<float>() == 0)];
            var known = TinyTable.Without(given, left);
            var origin = zeros(1, 2);
            var context = decoder.Context(known.unsqueeze(0));
            var expected = 0.0;
            foreach (var column in left)
            {
                // The cell of column 1 is unknown in all rows but the first, and an empty cell in all: there is nothing to be scored.
                var level = given.narrow(1, column switch { 0 => 0, 1 => 4, _ => 7 }, column == 1 ? 2 : 3);
                var readsBefore = reads[row, column].item<bool>();
                var logits = context + decoder.Score(origin, readsBefore ? given : zeros_like(given));
                expected -= (TinyTable.LogitsOf(logits.flatten(0, 1), column).log_softmax(1) * level).sum().item<float>() / logits.shape[0];
                hidden++;
                if (!readsBefore) alone++;
            }

            Assert.Equal(expected, nats[row].item<float>(), 1e-4);
            total += expected;
        }

        Assert.InRange(hidden, 5, 40);
        Assert.InRange(alone, 1, hidden - 1);
        Assert.True(total > 1);

        static Tensor WithoutEmpty(Tensor row) => row.select(1, 9).item<float>() == 1 ? TinyTable.Without(row, 2) : row;
    }

    [Fact]
    public void It_teaches_the_decoder_and_not_the_encoder()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        var pass = TestPass.Of(model, TinyTable.All());
        new Completion().Evaluate(pass.Code, pass).sum().backward();
        Assert.All(model.Modules.Decoder.named_parameters().Where(one => one.name != "latent_weight"), one =>
            Assert.True(one.parameter.grad!.abs().max().item<float>() > 0, one.name));
        Assert.All(model.Modules.Encoder.parameters(), one => Assert.Null(one.grad));
    }

    [Fact]
    public void In_training_the_mean_of_some_rows_of_a_large_step_counts_for_all()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var model = Model();
        var rows = TinyTable.All().repeat(40, 1);
        double[] means = [.. ((bool[])[true, false]).Select(training =>
        {
            model.Modules.train(training);
            ((OrderedDecoder)model.Modules.Ordered!).Random = new Generator(3);
            var pass = TestPass.Of(model, rows);
            var nats = new Completion().Evaluate(pass.Code, pass);
            Assert.Equal([rows.shape[0]], nats.shape);
            Assert.Equal(training, (nats - nats.mean()).abs().max().item<float>() < 1e-4);
            return (double)nats.mean().item<float>();
        })];
        Assert.Equal(1, means[0] / means[1], 0.2);
    }

    [Fact]
    public void In_training_each_row_of_a_small_step_is_scored_with_several_choices_of_hidden_cells()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var model = Model();
        var row = TinyTable.All().narrow(0, 0, 1);
        var (spread, means) = (new List<double>(), new List<double>());
        foreach (var training in (bool[])[true, false])
        {
            model.Modules.train(training);
            ((OrderedDecoder)model.Modules.Ordered!).Random = new Generator(3);
            double[] nats = [.. Enumerable.Range(0, 400).Select(seed =>
            {
                var pass = TestPass.Of(model, row, seed: (ulong)seed);
                return (double)new Completion().Evaluate(pass.Code, pass).item<float>();
            })];
            means.Add(nats.Average());
            spread.Add(nats.Select(one => (one - nats.Average()) * (one - nats.Average())).Average());
        }

        Assert.Equal(1, means[0] / means[1], 0.15);
        Assert.Equal(1.0 / Completion.Times, spread[0] / spread[1], 0.1);
    }

    [Fact]
    public void Columns_are_hidden_with_a_probability_that_is_drawn_for_each_row()
    {
        const int Rows = 20_000;
        using var scope = NewDisposeScope();
        using var random = Randomness.Generator(3, RandomPurpose.TrainingStep);
        var hidden = 1 - HiddenColumns.Shown(Rows, 2, 0.6, random);
        Assert.Equal(0.3, hidden.mean().item<float>(), 0.01);
        // E p^2 = 0.6^2 / 3 for p uniform up to 0.6: cells of a row are hidden together oftener than independently.
        Assert.Equal(0.12, hidden.prod(1).mean().item<float>(), 0.01);
        Assert.Equal(0, (1 - HiddenColumns.Shown(Rows, 2, 0, random)).sum().item<float>());
    }

    [Fact]
    public void It_needs_a_decoder_of_columns_in_order()
    {
        var networks = Networks.Dense(Hourglass.Data.DataShape.Row(10), [4], 2);
        var plain = Recipes.Vae(networks, TinyTable.Loss);
        Assert.Contains("Completion", Assert.Throws<UsageException>(() => (plain with { Objective = [.. plain.Objective, new Completion()] }).Build()).Message,
            StringComparison.Ordinal);
        Assert.Throws<UsageException>(() => Blueprint(1.5).Build());
    }

    private static Blueprint<Hourglass.Codes.GaussianCode> Blueprint(double most = 0.6)
    {
        var networks = Networks.Dense(Hourglass.Data.DataShape.Row(10), [4], 2) with { Decoder = new OrderedSpec([.. TinyTable.Blocks], 8) };
        var plain = Recipes.Vae(networks, TinyTable.Loss);
        return plain with { Objective = [.. plain.Objective, new Completion(most)] };
    }

    private static Autoencoder Model()
    {
        var model = Blueprint().Build(3);
        model.Modules.eval();
        return model;
    }
}
