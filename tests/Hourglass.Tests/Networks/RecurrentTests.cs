using Hourglass.Data;
using Hourglass.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Hourglass.Tests;

/// <summary>The recurrent cells against steps written by hand, and the ways in which examples are read as series.</summary>
public sealed class RecurrentTests
{
    private const int Inputs = 3;
    private const int Units = 4;
    private const int Steps = 5;

    [Fact]
    public void Lstm_steps_as_written_by_hand()
    {
        using var scope = NewDisposeScope();
        var layer = Layer(RecurrentCell.Lstm, out var weights);
        var x = Drawn.Normal([2, Steps, Inputs], float64);
        var start = Drawn.Normal([2, 2 * Units], float64, seed: 6);
        var outputs = layer.Run(x, layer.StateOf(start));
        for (var b = 0; b < 2; b++)
        {
            var h = Enumerable.Range(0, Units).Select(j => Math.Tanh(start[b, j].item<double>())).ToArray();
            var c = Enumerable.Range(0, Units).Select(j => start[b, Units + j].item<double>()).ToArray();
            for (var t = 0; t < Steps; t++)
            {
                var sums = Sums(weights, x, b, t, h);
                for (var j = 0; j < Units; j++) c[j] = (Sigmoid(sums[Units + j]) * c[j]) + (Sigmoid(sums[j]) * Math.Tanh(sums[(3 * Units) + j]));
                h = [.. Enumerable.Range(0, Units).Select(j => Sigmoid(sums[(2 * Units) + j]) * Math.Tanh(c[j]))];
                for (var j = 0; j < Units; j++) Assert.Equal(h[j], outputs[b, t, j].item<double>(), 1e-12);
            }
        }
    }

    [Fact]
    public void Gru_steps_as_written_by_hand()
    {
        using var scope = NewDisposeScope();
        var layer = Layer(RecurrentCell.Gru, out var weights);
        var x = Drawn.Normal([2, Steps, Inputs], float64);
        var start = Drawn.Normal([2, Units], float64, seed: 6);
        var outputs = layer.Run(x, layer.StateOf(start));
        for (var b = 0; b < 2; b++)
        {
            var h = Enumerable.Range(0, Units).Select(j => Math.Tanh(start[b, j].item<double>())).ToArray();
            for (var t = 0; t < Steps; t++)
            {
                var sums = Sums(weights, x, b, t, h);
                var ofInput = Sums(weights, x, b, t, new double[Units]);
                var next = new double[Units];
                for (var j = 0; j < Units; j++)
                {
                    var (reset, update) = (Sigmoid(sums[j]), Sigmoid(sums[Units + j]));
                    var k = (2 * Units) + j;
                    var candidate = Math.Tanh(ofInput[k] + (reset * (sums[k] - ofInput[k] + weights["candidate_bias"][j].item<double>())));
                    next[j] = ((1 - update) * candidate) + (update * h[j]);
                }

                h = next;
                for (var j = 0; j < Units; j++) Assert.Equal(h[j], outputs[b, t, j].item<double>(), 1e-12);
            }
        }
    }

    [Fact]
    public void The_forget_gate_starts_open()
    {
        using var random = new Generator(1);
        using var layer = new LstmModule(new Lstm("recurrent1", Steps, Inputs, Units), new WeightDraw(Initialization.Glorot, random));
        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0], layer.state_dict()["input_bias"].data<float>().ToArray());
    }

    [Fact]
    public void Pictures_are_read_row_by_row_and_rows_number_by_number()
    {
        using var scope = NewDisposeScope();
        var picture = SeriesShape.Of(new DataShape(2, 3, 2));
        var rows = arange(12, float32).reshape(1, 12);
        // Channel 0 is 0 to 5, channel 1 is 6 to 11: step 1 holds the second row of both.
        Assert.Equal([2, 3, 8, 9], picture.ToSteps(rows)[0, 1].data<float>().ToArray());
        Assert.True(picture.ToRows(picture.ToSteps(rows)).eq(rows).all().item<bool>());
        Assert.Equal(new SeriesShape(1, 7, 1), SeriesShape.Of(DataShape.Row(7)));
        Assert.Equal(new SeriesShape(1, 9, 4), SeriesShape.Of(new DataShape(1, 9, 4)));
    }

    [Theory]
    [InlineData(RecurrentCell.Lstm, "6")]
    [InlineData(RecurrentCell.Gru, "3x9x7")]
    [InlineData(RecurrentCell.Lstm, "1x12x10")]
    public void Any_shape_and_condition_comes_back_in_its_own_size(RecurrentCell cell, string shape)
    {
        using var scope = NewDisposeScope();
        var contract = new Contracts.ContractCase("cvae", "recurrent", shape, "gaussian");
        var networks = Networks.Recurrent(contract.DataShape, latent: 2, cell, units: 5, layers: 2);
        using var model = Recipes.Cvae(networks, new LabelCondition(3), new Hourglass.Losses.Gaussian()).Build(2);
        var copies = model.Reconstruct(contract.Examples(4));
        Assert.Equal((4, contract.DataShape.Size), (copies.GetLength(0), copies.GetLength(1)));

        // Every step is told the condition: another one changes the code and the copy.
        var other = contract.Examples(4).With(new SideData(Labels: [1, 2, 0, 1]));
        Assert.NotEqual(model.Encode(contract.Examples(4)), model.Encode(other));
        Assert.NotEqual(model.Generate(2, condition: new float[,] { { 1, 0, 0 }, { 1, 0, 0 } }),
            model.Generate(2, condition: new float[,] { { 0, 1, 0 }, { 0, 1, 0 } }));
    }

    [Fact]
    public void Sizes_below_one_are_refused()
    {
        var message = Assert.Throws<UsageException>(() => Recipes.Seq2Seq(Networks.Recurrent(DataShape.Row(4), 2, units: 0, layers: 0)).Build()).Message;
        Assert.Contains("units is 0", message, StringComparison.Ordinal);
        Assert.Contains("layers is 0", message, StringComparison.Ordinal);

        // The number in a file must not become a list of so many layers.
        foreach (var body in (NetworkSpec[])[new RecurrentSpec(Layers: int.MaxValue), new ResidualSpec([], [4], Blocks: int.MaxValue)])
        {
            Assert.Contains("a whole number from 1 to 64",
                Assert.Throws<UsageException>(() => Recipes.Ae(new Networks(new DataShape(1, 4, 4), 2, body, body)).Build()).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_recipe_is_recurrent_where_nothing_is_said()
    {
        var recipe = Catalog.Find("seq2seq-ae");
        var none = recipe.Read(new Dictionary<string, string>(StringComparer.Ordinal));
        Assert.Equal(new RecurrentSpec(), recipe.ToBlueprint(none, new DataTraits(DataShape.Row(8), InUnitInterval: true)).Networks.Encoder);
        Assert.Equal("recurrent", recipe.AllParameters.Single(parameter => parameter.Name == "network").DefaultText);
        var dense = recipe.Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["network"] = "dense" });
        Assert.Contains("cannot have network=dense",
            Assert.Throws<UsageException>(() => recipe.ToBlueprint(dense, new DataTraits(DataShape.Row(8), InUnitInterval: true))).Message,
            StringComparison.Ordinal);
    }

    private static RecurrentModule Layer(RecurrentCell cell, out Dictionary<string, Tensor> weights)
    {
        using var random = new Generator(3);
        var draw = new WeightDraw(Initialization.LibTorch, random);
        RecurrentModule layer = RecurrentLayer.Of(cell, "recurrent1", Steps, Inputs, Units) switch
        {
            Gru gru => new GruModule(gru, draw),
            var lstm => new LstmModule((Lstm)lstm, draw),
        };
        layer.to(ScalarType.Float64);
        using (no_grad())
        {
            foreach (var (_, parameter) in layer.named_parameters()) parameter.add_(randn(parameter.shape, dtype: float64, generator: random) * 0.3);
        }

        weights = layer.state_dict();
        return layer;
    }

    /// <summary>W x + U h + b, number by number.</summary>
    private static double[] Sums(Dictionary<string, Tensor> weights, Tensor x, int b, int t, double[] h)
    {
        var (w, u, c) = (weights["input_weight"], weights["recurrent_weight"], weights["input_bias"]);
        var sums = new double[w.shape[0]];
        for (var k = 0; k < sums.Length; k++)
        {
            sums[k] = c[k].item<double>();
            for (var j = 0; j < Inputs; j++) sums[k] += w[k, j].item<double>() * x[b, t, j].item<double>();
            for (var j = 0; j < Units; j++) sums[k] += u[k, j].item<double>() * h[j];
        }

        return sums;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
