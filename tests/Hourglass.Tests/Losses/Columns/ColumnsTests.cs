using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass.Tests.Losses;

/// <summary>The likelihood of a row with a distribution for each column.</summary>
public sealed class ColumnsTests
{
    [Fact]
    public void The_probabilities_of_all_rows_sum_to_1()
    {
        using var scope = NewDisposeScope();
        var (rows, output) = (TinyTable.All(ScalarType.Float64), Drawn.Normal([1, 8], float64) * 2);
        var nats = TinyTable.Loss.NegativeLogLikelihood(output.expand(TinyTable.Rows, 8), rows);
        Assert.Equal(1, nats.neg().exp().sum().item<double>(), 1e-12);
        Assert.Equal(8, TinyTable.Loss.OutputShape(DataShape.Row(10)).Size);
    }

    [Fact]
    public void An_unknown_cell_adds_neither_loss_nor_gradient()
    {
        using var scope = NewDisposeScope();
        var rows = TinyTable.All(ScalarType.Float64);
        for (var column = 0; column < 3; column++)
        {
            var output = Drawn.Normal([TinyTable.Rows, 8], float64).requires_grad_();
            var (whole, part) = (TinyTable.Loss.PerFeature(output, rows), TinyTable.Loss.PerFeature(output, TinyTable.Without(rows, column)));
            var own = whole - part;
            Assert.Equal(10L, part.shape[1]);
            part.sum().backward();
            for (var other = 0; other < 3; other++)
            {
                var gradient = TinyTable.LogitsOf(output.grad!, other).abs().max().item<double>();
                if (other == column) Assert.Equal(0, gradient);
                else Assert.True(gradient > 0.01);
            }

            var logits = TinyTable.LogitsOf(output, column).log_softmax(1);
            var level = rows.narrow(1, column switch { 0 => 0, 1 => 4, _ => 7 }, column == 1 ? 2 : 3);
            Assert.True((own.sum(1) + (logits * level).sum(1)).abs().max().item<double>() < 1e-12);
        }

        Assert.Equal(0, TinyTable.Loss.NegativeLogLikelihood(Drawn.Normal([2, 8]), zeros(2, 10)).abs().sum().item<float>());
    }

    [Fact]
    public void The_gradient_of_a_logit_is_its_probability_less_the_target()
    {
        using var scope = NewDisposeScope();
        var (rows, output) = (TinyTable.All(ScalarType.Float64), Drawn.Normal([TinyTable.Rows, 8], float64).requires_grad_());
        TinyTable.Loss.NegativeLogLikelihood(output, rows).sum().backward();
        for (var column = 0; column < 3; column++)
        {
            var level = rows.narrow(1, column switch { 0 => 0, 1 => 4, _ => 7 }, column == 1 ? 2 : 3);
            var expected = TinyTable.LogitsOf(output.detach(), column).softmax(1) - level;
            Assert.True((TinyTable.LogitsOf(output.grad!, column) - expected).abs().max().item<double>() < 1e-12);
        }
    }

    [Fact]
    public void Numbers_of_32_bits_give_those_of_64_with_first_and_second_derivatives()
    {
        using var scope = NewDisposeScope();
        var (single, twice) = (Derivatives(ScalarType.Float32), Derivatives(ScalarType.Float64));
        for (var i = 0; i < 3; i++)
        {
            Assert.True(twice[i].abs().max().item<double>() > 0.1);
            Assert.True((single[i].to_type(float64) - twice[i]).abs().max().item<double>() < 1e-4, $"Derivative {i} differs.");
        }

        static Tensor[] Derivatives(ScalarType type)
        {
            var output = (Drawn.Normal([TinyTable.Rows, 8], float64) * 2).to_type(type).requires_grad_();
            var nats = TinyTable.Loss.NegativeLogLikelihood(output, TinyTable.All(type));
            var first = autograd.grad([nats.sum()], [output], retain_graph: true, create_graph: true)[0];
            var second = autograd.grad([first.square().sum()], [output])[0];
            return [nats, first, second];
        }
    }

    [Fact]
    public void Draws_are_rows_as_frequent_as_they_are_probable_and_their_mean_is_the_mean()
    {
        const int Draws = 20_000;
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        var (rows, output) = (TinyTable.All(), Drawn.Normal([1, 8]) * 1.5);
        var drawn = TinyTable.Loss.Sample(output.expand(Draws, 8), random);
        var positions = TinyTable.Positions(drawn);
        Assert.True(rows.index_select(0, tensor(positions)).equal(drawn).all().item<bool>());
        var expected = TinyTable.Loss.NegativeLogLikelihood(output.expand(TinyTable.Rows, 8), rows).neg().exp().data<float>().ToArray();
        var difference = expected.Select((probability, row) =>
            Math.Pow(positions.Count(position => position == row) - (Draws * probability), 2) / (Draws * probability)).Sum();
        Assert.InRange(difference, 2, 45);
        var mean = (tensor(expected).unsqueeze(1) * rows).sum([0]);
        Assert.True((mean - TinyTable.Loss.Mean(output).squeeze(0)).abs().max().item<float>() < 1e-5);
    }

    [Fact]
    public void Without_empty_cells_the_other_levels_keep_their_ratios()
    {
        using var scope = NewDisposeScope();
        var output = Drawn.Normal([5, 8], float64);
        var (before, after) = (TinyTable.Loss.Mean(output), TinyTable.Loss.Mean(output + TinyTable.Loss.EmptyExcluded(output.dtype)));
        Assert.True(before.narrow(1, 0, 6).equal(after.narrow(1, 0, 6)).all().item<bool>());
        Assert.Equal(0, after.select(1, 9).abs().sum().item<double>());
        var given = before.narrow(1, 7, 2);
        Assert.True((given / given.sum(1, keepdim: true) - after.narrow(1, 7, 2)).abs().max().item<double>() < 1e-12);
        // A column whose training cells are all empty has no other level.
        var empty = new Hourglass.Losses.Columns([new LevelsBlock("x", 1, [], true)]);
        Assert.Equal(1, empty.Mean(zeros(1, 1) + empty.EmptyExcluded(ScalarType.Float32)).item<float>());
    }

    [Fact]
    public void Columns_that_are_not_those_of_the_data_are_refused()
    {
        Assert.Empty(TinyTable.Loss.Violations(DataShape.Row(10)));
        Assert.Single(TinyTable.Loss.Violations(DataShape.Row(9)));
        Assert.NotEmpty(new Hourglass.Losses.Columns([new LevelsBlock("x", 0, [], false)]).Violations(DataShape.Row(0)));
    }
}
