using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Native;
using static TorchSharp.torch;

namespace Hourglass.Tests.Evaluation;

public sealed class CodeMeasuresTests
{
    [Fact]
    public void Active_units_are_those_whose_mean_varies()
    {
        TorchRuntime.Initialize();

        // Standard deviations around the threshold of 0.1, far from zero, and one that differs between the batches alone.
        const int Half = 500;
        var random = new Random(1);
        var codes = new float[2 * Half, 5];
        for (var i = 0; i < 2 * Half; i++)
        {
            codes[i, 0] = (float)(1000 + (0.2 * Math.Sin(i)));
            codes[i, 1] = (float)(1000 + (0.1 * Math.Sin(i)));
            codes[i, 2] = i < Half ? 3 : 3.3f;
            codes[i, 3] = 7;
            codes[i, 4] = random.NextSingle();
        }

        double[] variances = [.. Enumerable.Range(0, 5).Select(j => Variance([.. Enumerable.Range(0, 2 * Half).Select(i => (double)codes[i, j])]))];
        Assert.Equal([true, false, true, false, true], variances.Select(variance => variance > 0.01));
        var measure = new ActiveUnits(5);
        var all = tensor(codes);
        foreach (var (start, count) in new[] { (0, Half), (Half, 1), (Half + 1, Half - 1) })
        {
            var part = all.narrow(0, start, count);
            measure.Add(Batches.Of([0], [0], 1, code: new GaussianCode(part, zeros_like(part))));
        }

        Assert.Equal(3, measure.Metrics.Value("active_units"));
    }

    [Fact]
    public void Active_units_of_a_model_with_flows_are_those_that_its_decoder_is_given()
    {
        using var model = Recipes.FlowVae(Networks.Dense(DataShape.Row(4), hidden: [6], latent: 3), flows: 4).Build(1);
        using (no_grad())
        {
            // Means that hardly differ between examples, which the flows take far apart.
            foreach (var (name, parameter) in model.Modules.named_parameters())
                parameter.mul_(name.StartsWith("flow", StringComparison.Ordinal) ? 20 : 0.25);
        }

        FloatExamples examples = new([.. Enumerable.Range(0, 800).Select(i => (float)(0.5 + (0.5 * Math.Sin(i * i))))], DataShape.Row(4));
        var codes = model.Encode(examples);
        var active = Enumerable.Range(0, 3).Count(j => Variance([.. Enumerable.Range(0, 200).Select(i => (double)codes[i, j])]) > 0.01);
        using var scope = NewDisposeScope();
        var means = ((GaussianCode)model.Read(new Batch(tensor(examples.ToRows())))).Mean;
        Assert.NotEqual(active, CodeFigures.ActiveUnits(Rows(means)));
        Assert.Equal(active, Evaluator.Evaluate(model, examples).Value("active_units"));

        static float[,] Rows(Tensor tensor)
        {
            var rows = new float[tensor.shape[0], tensor.shape[1]];
            for (var i = 0; i < rows.GetLength(0); i++)
                for (var j = 0; j < rows.GetLength(1); j++) rows[i, j] = tensor[i, j].item<float>();
            return rows;
        }
    }

    [Fact]
    public void Activity_is_the_mean_absolute_sum_and_silence_the_share_of_small_units()
    {
        TorchRuntime.Initialize();
        var measure = new CodeActivity();
        measure.Add(Batches.Of([0], [0], 1, code: new PointCode(tensor(new float[,] { { 0, -2, 0.0009f, 3 } }))));
        measure.Add(Batches.Of([0], [0], 1, code: new PointCode(tensor(new float[,] { { 0, 0, 0, 0 }, { 1, 0, -0.0011f, -0.0005f } }))));
        Assert.Equal((5.0009 + 1.0016) / 3, measure.Metrics.Value("code_activity_l1"), 1e-6);
        Assert.Equal(8.0 / 12, measure.Metrics.Value("silent_fraction"), 1e-12);
    }

    private static double Variance(double[] values) => values.Select(value => Math.Pow(value - values.Average(), 2)).Average();
}
