using TorchSharp;
using static TorchSharp.torch;

namespace Hourglass.Tests;

/// <summary>Columns in order: a distribution over rows, in training as in drawing.</summary>
public sealed class OrderedDecoderTests : IDisposable
{
    private const int Latent = 2;
    private readonly IDisposable scope = NewDisposeScope();

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void The_probabilities_of_all_rows_sum_to_1(ScalarType type)
    {
        var (decoder, rows) = (Decoder(type), TinyTable.All(type));
        for (var i = 0; i < 3; i++)
        {
            var logits = decoder.Score(Codes(type)[i].unsqueeze(0).expand(TinyTable.Rows, Latent), rows);
            var probabilities = TinyTable.Loss.NegativeLogLikelihood(logits, rows).neg().exp().to_type(float64);
            Assert.Equal(1, probabilities.sum().item<double>(), 1e-5);
            Assert.True(probabilities.max().item<double>() > 0.1, "Every row is about equally probable: the test says nothing.");
        }
    }

    [Fact]
    public void A_column_depends_on_the_code_and_on_the_columns_before_it_and_on_no_other()
    {
        using var frozen = no_grad();
        var (decoder, rows, code) = (Decoder(), TinyTable.All(), Codes().narrow(0, 0, 1).expand(TinyTable.Rows, Latent));
        var logits = decoder.Score(code, rows);
        var moved = decoder.Score(code + 0.5, rows);
        for (var column = 0; column < 3; column++)
        {
            var own = TinyTable.LogitsOf(logits, column);
            Assert.True((own - TinyTable.LogitsOf(moved, column)).abs().max().item<float>() > 1e-3);
            for (var other = 0; other < 3; other++)
            {
                var without = TinyTable.LogitsOf(decoder.Score(code, TinyTable.Without(rows, other)), column);
                if (other < column) Assert.True((own - without).abs().max().item<float>() > 1e-3, $"Column {column} does not read column {other}.");
                else Assert.True(own.equal(without).all().item<bool>(), $"Column {column} reads column {other}.");
            }
        }
    }

    [Fact]
    public void Sums_of_vectors_are_those_of_dense_products_with_the_gradient_of_64_bits()
    {
        var (single, twice, rows) = (Decoder(), Decoder(ScalarType.Float64), TinyTable.All());
        foreach (var complete in (bool[])[false, true])
        {
            Dictionary<string, Tensor>[] gradients = [.. new[] { single, twice }.Select(decoder =>
            {
                var type = decoder.parameters().First().dtype;
                var (code, target) = (Codes(type).narrow(0, 0, 1).expand(TinyTable.Rows, Latent), rows.to_type(type));
                decoder.zero_grad();
                var logits = complete ? Completed(decoder, code, target) : decoder.Score(code, target);
                TinyTable.Loss.NegativeLogLikelihood(logits, complete ? target.repeat(2, 1) : target).sum().backward();
                return decoder.named_parameters().Where(one => one.parameter.grad is not null)
                    .ToDictionary(one => one.name, one => one.parameter.grad!.to_type(float64).clone(), StringComparer.Ordinal);
            })];
            Assert.Equal(gradients[1].Keys, gradients[0].Keys);
            Assert.Equal(complete ? 10 : 5, gradients[0].Count);
            foreach (var (name, expected) in gradients[1])
            {
                Assert.True(expected.abs().max().item<double>() > 1e-3, name);
                Assert.True((gradients[0][name] - expected).abs().max().item<double>() < 1e-3, name);
            }
        }
    }

    [Fact]
    public void Gradients_that_are_differentiated_again_are_the_same()
    {
        int[] ends = [2, 7];
        var (hidden, weight, bias) = (Drawn.Normal([5, 6]).requires_grad_(), Drawn.Normal([3, 7]).requires_grad_(), Drawn.Normal([7]).requires_grad_());
        var (rows, matrix) = (Drawn.Normal([5, 4]).relu(), Drawn.Normal([4, 3]).requires_grad_());
        var layout = new Hourglass.Kernels.Sparse.ColumnLayout([1, 2, 1]);
        var (vectors, kept) = (Drawn.Normal([layout.Tables[^1], 3]).requires_grad_(), Drawn.Normal([5, 3, 3]).gt(0).to_type(ScalarType.Byte));
        Tensor[][] gradients = [.. ((bool[])[false, true]).Select(again =>
        {
            var logits = ColumnLogits.Of(hidden, weight, bias, ends).square().sum() + SparseRowsProduct.Of(rows, matrix).square().sum() +
                ColumnSums.Of(vectors, rows, layout, kept).square().sum() + ColumnSums.Of(vectors, rows, layout, kept: null).square().sum();
            return autograd.grad([logits], [hidden, weight, bias, matrix, vectors], create_graph: again).ToArray();
        })];
        Assert.All(gradients[0].Zip(gradients[1]), pair => Assert.True((pair.First - pair.Second).abs().max().item<float>() < 1e-4));
        Assert.All(gradients[1], gradient => Assert.True(gradient.requires_grad && gradient.abs().max().item<float>() > 0.1));
    }

    [Fact]
    public void The_gradient_is_that_of_finite_differences()
    {
        const double Step = 1e-6;
        var (decoder, rows) = (Decoder(ScalarType.Float64), TinyTable.All(ScalarType.Float64));
        var code = Codes(ScalarType.Float64).narrow(0, 0, 1).expand(TinyTable.Rows, Latent);
        Loss().backward();
        foreach (var (name, parameter) in decoder.named_parameters())
        {
            Assert.NotNull(parameter.grad);
            var (flat, gradient) = (parameter.detach().view(-1), parameter.grad!.view(-1).data<double>().ToArray());
            for (var i = 0; i < gradient.Length; i += Math.Max(1, gradient.Length / 9))
            {
                Assert.Equal((At(i, Step) - At(i, -Step)) / (2 * Step), gradient[i], 1e-5 * Math.Max(1, Math.Abs(gradient[i])));
            }

            double At(int place, double shift)
            {
                using var frozen = no_grad();
                var before = flat[place].clone();
                flat[place] = before + shift;
                var loss = Loss().item<double>();
                flat[place] = before;
                return loss;
            }
        }

        Tensor Loss() => TinyTable.Loss.NegativeLogLikelihood(decoder.Score(code, rows), rows).sum() +
            TinyTable.Loss.NegativeLogLikelihood(Completed(decoder, code, rows), rows.repeat(2, 1)).sum();
    }

    [Fact]
    public void Drawn_rows_are_as_frequent_as_they_are_probable_and_are_scored_by_the_logits_of_their_draw()
    {
        const int Draws = 20_000;
        using var frozen = no_grad();
        using var random = new Generator(3);
        var (decoder, rows, code) = (Decoder(), TinyTable.All(), Codes().narrow(0, 1, 1));
        var drawn = decoder.Draw(code.expand(Draws, Latent), random);
        Assert.Equal([Draws, 10L], drawn.Rows.shape);
        Assert.Equal([Draws, 8L], drawn.Logits.shape);
        var positions = TinyTable.Positions(drawn.Rows);
        Assert.True(rows.index_select(0, tensor(positions)).equal(drawn.Rows).all().item<bool>());
        Assert.True((drawn.Logits - decoder.Score(code.expand(Draws, Latent), drawn.Rows)).abs().max().item<float>() < 1e-4);
        var expected = TinyTable.Loss.NegativeLogLikelihood(decoder.Score(code.expand(TinyTable.Rows, Latent), rows), rows).neg().exp().data<float>().ToArray();
        var difference = expected.Select((probability, row) =>
            Math.Pow(positions.Count(position => position == row) - (Draws * probability), 2) / (Draws * probability)).Sum();
        // Chi-squared of 17 degrees of freedom is above 45 once in 4,000 times.
        Assert.InRange(difference, 2, 45);
    }

    [Fact]
    public void Without_randomness_each_column_is_the_most_probable_given_those_before_it()
    {
        using var frozen = no_grad();
        var (decoder, codes) = (Decoder(), Codes());
        var (logits, rows) = (decoder.forward(codes), decoder.Draw(codes, random: null).Rows);
        Assert.True((logits - decoder.Score(codes, rows)).abs().max().item<float>() < 1e-4);
        for (var column = 0; column < 3; column++)
            Assert.True(TinyTable.LogitsOf(logits, column).argmax(1).equal(LevelsOf(rows, column).argmax(1)).all().item<bool>());
    }

    [Fact]
    public void Given_cells_are_kept_and_read_by_all_other_columns_before_and_after_them()
    {
        const int Draws = 500;
        using var frozen = no_grad();
        using var random = new Generator(3);
        var (decoder, code) = (Decoder(), Codes().narrow(0, 1, 1).expand(Draws, Latent));
        var given = TinyTable.Without(TinyTable.All().narrow(0, 10, 1), 0, 2).expand(Draws, 10).contiguous();
        var context = decoder.Context(given.expand(2, -1, -1));
        var drawn = decoder.Draw(code, random, new GivenCells(given, context));
        Assert.True(drawn.Rows.narrow(1, 3, 3).equal(given.narrow(1, 3, 3)).all().item<bool>());
        Assert.True(LevelsOf(drawn.Rows, 0).sum(1).eq(1).all().item<bool>() && LevelsOf(drawn.Rows, 2).sum(1).eq(1).all().item<bool>());
        Assert.True(LevelsOf(drawn.Rows, 0).amax([0]).sum().item<float>() > 1, "Only one level was drawn.");
        // A cell reads the given ones, before and after it, and those before it that were drawn.
        foreach (var column in (int[])[0, 2])
        {
            var own = TinyTable.LogitsOf(drawn.Logits, column).log_softmax(1);
            var ordered = TinyTable.LogitsOf(decoder.Score(code, drawn.Rows), column).unsqueeze(0);
            var added = context.narrow(2, column == 0 ? 0 : 5, 3);
            Assert.True((own - ((ordered + added).log_softmax(2).exp().mean([0L]).log())).abs().max().item<float>() < 1e-4);
            Assert.True((own - ordered[0].log_softmax(1)).abs().max().item<float>() > 1e-2);
        }

        // The rows that were passed are those of the caller.
        Assert.Equal(0f, given.narrow(1, 0, 3).abs().sum().item<float>());
    }

    [Fact]
    public void An_empty_cell_is_drawn_only_where_that_is_allowed()
    {
        using var frozen = no_grad();
        using var random = new Generator(3);
        var (decoder, code) = (Decoder(), Codes().narrow(0, 1, 1).expand(300, Latent));
        decoder.get_parameter("levels_bias")![7] = tensor(100f);
        Assert.Equal(300f, decoder.Draw(code, random).Rows.select(1, 9).sum().item<float>());
        foreach (var source in (Generator?[])[random, null])
        {
            var drawn = decoder.Draw(code, source, logShares: TinyTable.Loss.EmptyExcluded(ScalarType.Float32)).Rows;
            Assert.Equal((0f, 300f), (drawn.select(1, 9).sum().item<float>(), LevelsOf(drawn, 2).sum().item<float>()));
        }
    }

    [Fact]
    public void In_training_columns_before_another_are_left_out_in_as_many_cells_as_the_option_says()
    {
        const int Copies = 3000;
        using var frozen = no_grad();
        var (decoder, row) = (Decoder(omission: 0.3), TinyTable.All().narrow(0, 10, 1));
        var code = Codes().narrow(0, 1, 1);
        int[][] omitted = [[], [0], [1], [0, 1]];
        var choices = stack([.. omitted.Select(left => TinyTable.LogitsOf(decoder.Score(code, TinyTable.Without(row, left)), 2))], 0);
        decoder.train();
        Assert.Throws<InvalidOperationException>(() => decoder.Score(code, row));
        decoder.Random = new Generator(3);
        var logits = decoder.Score(code.expand(Copies, Latent), row.expand(Copies, 10));
        var distances = (TinyTable.LogitsOf(logits, 2).unsqueeze(0) - choices).abs().amax([2]);
        Assert.True(distances.amin([0]).max().item<float>() < 1e-4);
        var shares = Enumerable.Range(0, 4).Select(choice => distances.argmin(0).eq(choice).to_type(float64).mean().item<double>()).ToArray();
        // A fraction u, uniform from 0 to 1, is left out of 0.3 of the cells: E[(1 - u)^2] = 1/3, E[u (1 - u)] = 1/6, E[u^2] = 1/3.
        double[] expected = [0.8, 0.05, 0.05, 0.1];
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(expected[i], shares[i], 0.02));
        decoder.eval();
        Assert.True((decoder.Score(code, row) - Decoder(omission: 0).Score(code, row)).abs().max().item<float>() < 1e-6);
    }

    [Fact]
    public void It_is_no_encoder_and_needs_a_loss_of_its_columns()
    {
        var ordered = new OrderedSpec([.. TinyTable.Blocks]);
        var networks = Networks.Dense(Hourglass.Data.DataShape.Row(10), [4], 2);
        (Networks Networks, Hourglass.Losses.Loss Loss)[] refused =
        [
            (networks with { Encoder = ordered }, TinyTable.Loss), (networks with { Decoder = ordered }, new Hourglass.Losses.Gaussian()),
            (networks with { Decoder = ordered with { Columns = [.. TinyTable.Blocks[..2]] } }, TinyTable.Loss),
            (networks with { Decoder = ordered with { Hidden = 0 } }, TinyTable.Loss),
            (networks with { Decoder = ordered with { Omission = 1.5 } }, TinyTable.Loss),
        ];
        using (Recipes.Vae(networks with { Decoder = ordered }, TinyTable.Loss).Build())
        {
            Assert.All(refused, one => Assert.EndsWith(".", Assert.Throws<UsageException>(() => Recipes.Vae(one.Networks, one.Loss).Build()).Message,
                StringComparison.Ordinal));
        }
    }

    public void Dispose() => scope.Dispose();

    private static Tensor LevelsOf(Tensor rows, int column) => rows.narrow(1, column switch { 0 => 0, 1 => 4, _ => 7 }, column == 1 ? 2 : 3);

    private static Tensor Codes(ScalarType type = ScalarType.Float32) => Drawn.Normal([4, Latent]).to_type(type);

    private static Tensor Completed(OrderedDecoder decoder, Tensor code, Tensor target)
    {
        using var random = new Generator(3);
        var context = decoder.Context(stack([TinyTable.Without(target, 1), TinyTable.Without(target, 0)], 0));
        return decoder.Complete(code, context, target, 0.5, random).flatten(0, 1);
    }

    // Weights twice those of the start, so that columns depend on each other strongly.
    private static OrderedDecoder Decoder(ScalarType type = ScalarType.Float32, double omission = 0.3)
    {
        using var random = new Generator(5);
        var decoder = new OrderedDecoder(new OrderedSpec([.. TinyTable.Blocks], 12, omission, 6, 2), Latent, random);
        using (no_grad())
        {
            foreach (var (_, parameter) in decoder.named_parameters()) parameter.mul_(2).add_(rand(parameter.shape, generator: random), alpha: 0.2);
        }

        decoder.to(type);
        decoder.eval();
        return decoder;
    }
}
