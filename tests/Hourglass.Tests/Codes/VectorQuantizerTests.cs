using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Objectives;
using Hourglass.Tests.Objectives;
using static TorchSharp.torch;

namespace Hourglass.Tests.Codes;

public sealed class VectorQuantizerTests
{
    [Theory]
    [InlineData(CodebookLearning.Loss)]
    [InlineData(CodebookLearning.Ema)]
    public void Each_vector_gets_the_nearest_entry(CodebookLearning learning)
    {
        const int Size = 3, Positions = 4, Codes = 7;
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var reader = new VectorQuantizedSpec(Size, Codes, Learning: learning).Build(Size * Positions, random);
        var encoded = randn(5, Size * Positions, generator: random);
        var code = reader.Read(encoded, 0);
        var entries = Array2(reader.state_dict()["codebook"][0]);
        var input = Array2(encoded);
        var output = Array2(code.Location);
        var indices = code.Indices.data<long>().ToArray();
        Assert.Equal([5L, Positions], code.Indices.shape);
        for (var i = 0; i < 5; i++)
        {
            for (var p = 0; p < Positions; p++)
            {
                // Channels first: number d of position p stands at d * positions + p.
                var nearest = Enumerable.Range(0,
                    Codes).MinBy(k => Enumerable.Range(0, Size).Sum(d => Math.Pow(entries[k, d] - input[i, (d * Positions) + p], 2)));
                Assert.Equal(nearest, indices[(i * Positions) + p]);
                for (var d = 0; d < Size; d++) Assert.Equal(entries[nearest, d], output[i, (d * Positions) + p]);
            }
        }

        Assert.True(((ISymbols)reader).Values(code.Indices).eq(code.Location).all().item<bool>());
    }

    [Fact]
    public void The_gradient_passes_straight_through_the_rounding()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var reader = new VectorQuantizedSpec(2, 5, Learning: CodebookLearning.Loss).Build(6, random);
        var encoded = randn(4, 6, generator: random).requires_grad_();
        var code = reader.Read(encoded, 0);
        var target = randn(4, 6, generator: random);
        (code.Location.sin() * target).sum().backward();
        var expected = code.Quantized.detach().cos() * target;
        Assert.True(encoded.grad!.sub(expected).abs().max().item<float>() < 1e-6);
        Assert.True(reader.parameters().Single().grad is null);
    }

    [Fact]
    public void The_codebook_learns_from_its_loss_and_the_encoder_from_the_commitment()
    {
        using var scope = NewDisposeScope();
        using var model = Recipes.VqVae(Networks.Dense(DataShape.Row(6), [4], 4), codes: 5, codeSize: 2, learning: CodebookLearning.Loss).Build(2);
        var pass = TestPass.Of(model, Drawn.Uniform([8, 6]));
        var code = (QuantizedCode)pass.Code;
        var distance = (code.Encoded - code.Quantized).square().sum(1);
        foreach (var term in new IObjectiveTerm<QuantizedCode>[] { new CodebookLoss(), new Commitment() })
        {
            var value = term.Evaluate(code, pass);
            Assert.True(value.sub(distance).abs().max().item<float>() < 1e-5);
            foreach (var parameter in model.Modules.parameters()) parameter.grad = null!;
            value.sum().backward(retain_graph: true);
            var moved = model.Modules.named_parameters().Where(pair => pair.parameter.grad is { } gradient
                && gradient.abs().max().item<float>() > 0).Select(pair => pair.name.Split('.')[0]).Distinct();
            Assert.Equal([term is CodebookLoss ? "code" : "encoder"], moved);
        }

        var codebook = model.Modules.Reader.parameters().Single();
        codebook.grad = null!;
        new CodebookLoss().Evaluate(code, pass).sum().backward();

        // d/de |z - e|^2 = 2 (e - z), summed over the vectors that chose e.
        var encoded = code.Encoded.detach().reshape(8, 2, 2).transpose(1, 2).reshape(-1, 2);
        var chosen = code.Indices.reshape(-1);
        var expected = zeros(5, 2).index_add_(0, chosen, (codebook[0].detach().index_select(0, chosen) - encoded) * 2, 1);
        Assert.True(codebook.grad![0].sub(expected).abs().max().item<float>() < 1e-5);
    }

    [Fact]
    public void Moving_averages_follow_the_paper()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var reader = new VectorQuantizedSpec(1, 3, Decay: 0.75).Build(1, random);
        Set(reader, [-1, 0, 5], idle: 0);
        reader.train();
        reader.Read(tensor(new[] { -2f, -3, 1, 0 }).reshape(4, 1), 0);
        ((IStepAware)reader).AfterStep(random);

        // N = .75 + .25 n with n = (2, 2, 0); m = .75 e + .25 sum with sums (-5, 1, -).
        Assert.Equal([1.25f, 1.25f, 0.75f], Row(reader, "counts"));
        Assert.Equal([-2f, 0.25f, 3.75f], Row(reader, "sums"));
        Assert.Equal([-1.6f, 0.2f, 5f], Row(reader, "codebook"), (a, b) => Math.Abs(a - b) < 1e-6);

        // N = .75 N + .25 (1, 0, 0); m = .75 m + .25 (-1.5, 0, 0).
        reader.Read(tensor(new[] { -1.5f }).reshape(1, 1), 0);
        ((IStepAware)reader).AfterStep(random);
        Assert.Equal([1.1875f, 0.9375f, 0.5625f], Row(reader, "counts"));
        Assert.Equal([(float)(-1.875 / 1.1875), 0.2f, 5f], Row(reader, "codebook"), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Theory]
    [InlineData(CodebookLearning.Loss)]
    [InlineData(CodebookLearning.Ema)]
    public void Entries_that_nothing_chooses_are_moved_onto_vectors(CodebookLearning learning)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var reader = new VectorQuantizedSpec(1, 3, Learning: learning).Build(1, random);
        Set(reader, [0, 1, 50], idle: 0);
        reader.train();
        var batch = tensor(new[] { 0.1f, 0.9f, -0.2f, 1.2f }).reshape(4, 1);
        var steps = 0;
        while (Row(reader, "codebook")[2] == 50)
        {
            reader.Read(batch, 0);
            ((IStepAware)reader).AfterStep(random);
            Assert.True(++steps < 200, "The dead entry was not revived.");
        }

        // 100 vectors times 3 entries, at 4 vectors a step.
        Assert.Equal(76, steps);
        Assert.Contains(Row(reader, "codebook")[2], batch.data<float>().ToArray());
        Assert.Equal([0f, 0, 0], Row(reader, "idle"));
    }

    [Fact]
    public void A_revived_entry_begins_its_moving_averages_anew()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var reader = new VectorQuantizedSpec(1, 3, Decay: 0.5).Build(1, random);
        Set(reader, [0, 1, 50], idle: 0);
        reader.state_dict()["idle"].narrow(1, 2, 1).fill_(1e6);
        reader.train();
        reader.Read(tensor(new[] { 0f, 1 }).reshape(2, 1), 0);
        ((IStepAware)reader).AfterStep(random);
        var revived = Row(reader, "codebook")[2];
        Assert.Contains(revived, new[] { 0f, 1 });
        Assert.Equal(1, Row(reader, "counts")[2]);
        Assert.Equal(revived, Row(reader, "sums")[2]);
    }

    [Fact]
    public void Entries_start_at_vectors_of_mean_square_length_one_and_half_as_long_in_each_further_codebook()
    {
        const int Size = 16, Codes = 2000;
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var entries = new VectorQuantizedSpec(Size, Codes, Depth: 3).Build(Size, random).state_dict()["codebook"];
        for (var depth = 0; depth < 3; depth++)
            Assert.Equal(Math.Pow(0.25, depth), entries[depth].square().sum(1).mean().item<float>(), 0.03 * Math.Pow(0.25, depth));
    }

    [Fact]
    public void Nothing_moves_outside_of_training()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var reader = new VectorQuantizedSpec(1, 3).Build(1, random);
        var before = Row(reader, "codebook");
        reader.eval();
        reader.Read(randn(4, 1, generator: random), 0);
        ((IStepAware)reader).AfterStep(random);
        Assert.Equal(before, Row(reader, "codebook"));
    }

    [Fact]
    public void Later_codebooks_quantise_what_is_left_over()
    {
        const int Size = 2, Positions = 3, Depth = 3;
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var reader = new VectorQuantizedSpec(Size, 4, Depth, CodebookLearning.Loss).Build(Size * Positions, random);
        var codebooks = reader.state_dict()["codebook"].detach();
        var encoded = randn(5, Size * Positions, generator: random);
        var code = reader.Read(encoded, 0);
        Assert.Equal([5L, Depth * Positions], code.Indices.shape);
        Assert.Equal([Depth, 5L, Size * Positions], code.Stages.shape);
        var left = encoded;
        for (var depth = 0; depth < Depth; depth++)
        {
            var entries = Chosen(codebooks[depth], code.Indices.narrow(1, depth * Positions, Positions));
            var vectors = left.reshape(5, Size, Positions).transpose(1, 2).reshape(-1, Size);
            var best = (vectors.unsqueeze(1) - codebooks[depth].unsqueeze(0)).square().sum(2).argmin(1).reshape(5, Positions);
            Assert.True(best.eq(code.Indices.narrow(1, depth * Positions, Positions)).all().item<bool>());
            left = left - entries;
            Assert.True((encoded - left - code.Stages[depth]).abs().max().item<float>() < 1e-5);
        }

        Assert.True(((ISymbols)reader).Values(code.Indices).sub(code.Location).abs().max().item<float>() < 1e-6);

        Tensor Chosen(Tensor book, Tensor indices) => book.index_select(0, indices.reshape(-1)).reshape(5, Positions, Size).transpose(1, 2).reshape(5, -1);
    }

    [Fact]
    public void A_deeper_code_lies_closer()
    {
        using var scope = NewDisposeScope();
        var errors = new List<double>();
        foreach (var depth in new[] { 1, 2, 4 })
        {
            using var random = new Generator(3);
            var reader = new VectorQuantizedSpec(2, 8, depth, Decay: 0.9).Build(8, random);
            var data = randn(64, 8, generator: random);
            reader.train();
            for (var step = 0; step < 60; step++)
            {
                reader.Read(data, 0);
                ((IStepAware)reader).AfterStep(random);
            }

            errors.Add((reader.Read(data, 0).Location - data).square().mean().item<float>());
        }

        Assert.True(errors[1] < 0.5 * errors[0] && errors[2] < 0.5 * errors[1], string.Join(", ", errors));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_spatial_code_has_one_symbol_a_place(bool residual)
    {
        var shape = new DataShape(1, 12, 10);
        var body = new ResidualSpec([4, 6], Hidden: null);
        var networks = residual ? new Networks(shape, body.SpatialSize(shape), body, body) : Networks.SpatialConv(shape, [4, 6]);
        using var model = Recipes.VqVae(networks, codes: 16).Build(1);
        using var scope = NewDisposeScope();
        var code = (QuantizedCode)model.Read(new Batch(Drawn.Uniform([2, 120])));
        Assert.Equal([2L, 9], code.Indices.shape);
        Assert.Equal(6, ((VectorQuantizedSpec)model.Blueprint.CodeKind).CodeSize);
        Assert.Equal(6, ((CategoricalSpec)Recipes.GumbelVae(networks).CodeKind).Classes);
        Assert.Equal((3, 120), (model.Generate(3).GetLength(0), model.Generate(3).GetLength(1)));
    }

    [Fact]
    public void Sizes_that_do_not_divide_are_refused()
    {
        var refusal = Assert.Throws<UsageException>(() => Recipes.VqVae(Networks.Dense(DataShape.Row(20), [4], 10), codeSize: 4).Build());
        Assert.Contains("codes of 4 numbers do not divide the latent size 10", refusal.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("such as 5", refusal.Message, StringComparison.Ordinal);
    }

    private static void Set(CodeReader<QuantizedCode> reader, float[] entries, float idle)
    {
        using var frozen = no_grad();
        var state = reader.state_dict();
        state["codebook"].copy_(tensor(entries).reshape(1, -1, 1));
        if (state.TryGetValue("sums", out var sums)) sums.copy_(state["codebook"]);
        state["idle"].fill_(idle);
    }

    private static float[] Row(CodeReader<QuantizedCode> reader, string name) => reader.state_dict()[name].detach().reshape(-1).data<float>().ToArray();

    private static float[,] Array2(Tensor rows)
    {
        var values = rows.detach().contiguous().data<float>().ToArray();
        var result = new float[rows.shape[0], rows.shape[1]];
        Buffer.BlockCopy(values, 0, result, 0, values.Length * sizeof(float));
        return result;
    }
}
