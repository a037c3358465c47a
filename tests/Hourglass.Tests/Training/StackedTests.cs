using Hourglass.Corruptions;
using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Reports;
using Hourglass.Tests.Contracts;
using Hourglass.Tests.Evaluation;
using Hourglass.Training;
using static TorchSharp.torch;

namespace Hourglass.Tests.Training;

/// <summary>A stack of layers is trained from the bottom up, then as a whole, then with a classifier.</summary>
public sealed class StackedTests
{
    private static readonly DataShape Row = DataShape.Row(6);
    private static readonly Networks Stack = Networks.Dense(Row, [5, 4], 3, Activation.Tanh);

    [Fact]
    public void Each_stage_changes_its_own_weights_alone()
    {
        var blueprint = Recipes.StackedDenoising(Stack, new Masking(0.3), pretraining: 1, classifier: new SupervisedFineTuning(3, 1));
        using var run = new TrainingRun(blueprint, Data(), new TrainingOptions { Epochs = 1, BatchSize = 8, WeightDecay = 0.01 });
        List<Dictionary<string, float[]>> after = [run.Weights];
        run.Trainer.Run(TestContext.Current.CancellationToken, () => after.Add(run.Weights));
        var changed = after.Zip(after.Skip(1),
            (before, now) =>
            string.Join(' ', now.Where(pair => !pair.Value.SequenceEqual(before[pair.Key])).Select(pair => pair.Key[..pair.Key.LastIndexOf('.')]).Distinct().Order(StringComparer.Ordinal)));
        Assert.Equal(
            [
                "decoder.dense3 encoder.dense1",
                "decoder.dense2 encoder.dense2",
                "decoder.dense1 encoder.dense3",
                "decoder.dense1 decoder.dense2 decoder.dense3 encoder.dense1 encoder.dense2 encoder.dense3",
                "classifier.dense1 encoder.dense1 encoder.dense2 encoder.dense3",
            ],
            changed);
        Assert.Equal(
            ["layer1_reconstruction_nats", "layer2_reconstruction_nats", "layer3_reconstruction_nats", "reconstruction_nats", "cross_entropy_nats"],
            run.Epochs.Select(epoch => epoch.Train[1].Name));
        Assert.All(run.Epochs, epoch => Assert.Equal(("loss_nats", epoch.Train[1].Value), (epoch.Train[0].Name, epoch.Train[0].Value)));
    }

    [Fact]
    public void A_layer_is_a_denoising_autoencoder_of_the_clean_one_below()
    {
        using var scope = NewDisposeScope();
        using var model = Recipes.StackedDenoising(Stack, new GaussianNoise(0.5)).Build(3);
        var weights = model.Modules.state_dict();
        var rows = Drawn.Uniform([4, 6]);
        Tensor Dense(Tensor x, string name) => x.mm(weights[name + ".weight"].t()) + weights[name + ".bias"];

        // Layer 1: the blueprint's loss of the example; the noise is cut to [0, 1] as the example is.
        var first = Stage(model, 0).Evaluate(new Batch(rows), new Moment(0, 4), Randomness.Generator(5, RandomPurpose.TrainingStep))[0][0];
        var damaged = new GaussianNoise(0.5).Apply(rows, Randomness.Generator(5, RandomPurpose.TrainingStep));
        var logits = Dense(Dense(damaged, "encoder.dense1").tanh(), "decoder.dense3");
        Close(new Bernoulli().NegativeLogLikelihood(logits, rows), first);

        // Layer 2: the squared error of what layer 1 gives for the clean example.
        var second = Stage(model, 1).Evaluate(new Batch(rows), new Moment(0, 4), Randomness.Generator(5, RandomPurpose.TrainingStep))[0][0];
        using var random = Randomness.Generator(5, RandomPurpose.TrainingStep);
        var clean = Dense(rows, "encoder.dense1").tanh();
        var noisy = clean + (randn(clean.shape, generator: random) * 0.5);
        var copy = Dense(Dense(noisy, "encoder.dense2").tanh(), "decoder.dense2").tanh();
        Close((copy - clean).square().sum(1) + (2.5 * Math.Log(Math.PI)), second);

        // The top layer gives the code, which is linear.
        var third = Stage(model, 2).Evaluate(new Batch(rows), new Moment(0, 4), Randomness.Generator(5, RandomPurpose.TrainingStep))[0][0];
        Assert.False(third.eq(second).all().item<bool>());
        third.mean().backward();
        Assert.Equal(["encoder.dense3", "decoder.dense1"],
            model.Modules.named_parameters().Where(pair => pair.parameter.grad is not null).Select(pair => pair.name[..pair.name.LastIndexOf('.')]).Distinct());
    }

    [Fact]
    public void The_classifier_learns_digits_and_evaluate_tells_its_accuracy()
    {
        var digits = Mnist.Load().Train.First(600);
        var blueprint = Recipes.StackedDenoising(Networks.Dense(digits.Shape, [32], 8), new Masking(0.25), pretraining: 1,
            classifier: new SupervisedFineTuning(10, 6));
        using var run = TrainingRun.Finished(blueprint, digits, new TrainingOptions { Epochs = 1, BatchSize = 30, LearningRate = 5e-3 });
        var accuracy = Evaluator.Evaluate(run.Model, digits).Value("accuracy");
        Assert.InRange(accuracy, 0.8, 1);

        using var scope = NewDisposeScope();
        using var codes = tensor(run.Model.Encode(digits));
        var said = run.Model.Modules.Classifier!.call(codes).argmax(1).data<long>().ToArray();
        Assert.Equal(said.Zip(digits.Labels!, (a, b) => a == b ? 1.0 : 0).Average(), accuracy, 1e-12);
    }

    [Fact]
    public void A_stage_that_gets_no_better_makes_way_for_the_next()
    {
        var blueprint = Recipes.StackedDenoising(Stack, new Masking(0.3), pretraining: 40);
        using var run = new TrainingRun(blueprint, Data(),
            new TrainingOptions { Epochs = 40, BatchSize = 8, LearningRate = 1e-9, Validation = 0.3, Patience = 2 });
        Assert.Equal(StopReason.EarlyStopped, run.Run().Reason);
        Assert.Equal(4, run.Epochs.Select(epoch => epoch.Train[1].Name).Distinct().Count());
        Assert.True(run.Epochs.Count < 80, $"{run.Epochs.Count} epochs.");
        Assert.Contains(run.Epochs, epoch => epoch.Epoch == 41);
    }

    [Fact]
    public void Curves_are_drawn_stage_by_stage()
    {
        IReadOnlyDictionary<string, double> Line(string term, double loss) =>
            new Dictionary<string, double>(StringComparer.Ordinal) { ["loss_nats"] = loss, [term] = loss };
        using var model = Recipes.StackedDenoising(Stack, new Masking(0.3)).Build();
        (int, IReadOnlyDictionary<string, double>)[] epochs =
            [(1, Line("layer1_reconstruction_nats", 5)), (2, Line("layer1_reconstruction_nats", 4)), (3, Line("reconstruction_nats", 9)),
                (4, Line("reconstruction_nats", 8))];
        var charts = Assert.IsType<CurvesSection>(ModelSections.Curves([new ReportedModel("stack", "", model, [], epochs, 0)])).Charts;
        Assert.Equal(["stack, epochs 1 to 2", "stack, epochs 3 to 4"], charts.Select(chart => chart.Title));
        Assert.All(charts.SelectMany(chart => chart.Series).SelectMany(series => series.Y), value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void What_cannot_be_stacked_is_refused()
    {
        var plain = Recipes.StackedDenoising(Stack, new Masking(0.3));
        foreach (var blueprint in new[] { plain with { Corruption = null }, plain with { Networks = Stack with { Condition = new LabelCondition(2) } } })
            Assert.Contains("layer by layer", Assert.Throws<UsageException>(() => new Trainer(blueprint, Data(), new TrainingOptions())).Message,
                StringComparison.Ordinal);
        var uneven = plain with { Networks = Stack with { Decoder = new DenseSpec([4]) } };
        Assert.Contains("3 layers and its decoder 2", Assert.Throws<UsageException>(() => new Trainer(uneven, Data(), new TrainingOptions())).Message,
            StringComparison.Ordinal);
        var recipe = Catalog.Find("stacked-dae");
        var classify = recipe.Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["classify"] = "true" });
        Assert.Contains("no labels", Assert.Throws<UsageException>(() => recipe.ToBlueprint(classify, new DataTraits(Row, InUnitInterval: true))).Message,
            StringComparison.Ordinal);
    }

    private static Stage Stage(Autoencoder model, int layer) => new LayerwisePretraining(1).Stages(model, 1)[layer];

    private static FloatExamples Data() => new ContractCase("stacked-dae", "dense", "6", "bernoulli").Examples(40);

    private static void Close(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.True(expected.allclose(actual, 1e-5, 1e-6), $"{expected} and {actual}");
    }
}
