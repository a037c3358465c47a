using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Engines;
using Hourglass.Engines.Fused.Compile;
using Hourglass.Engines.Fused.Ordered;
using Hourglass.Kernels.Elementwise;
using Hourglass.Kernels.Sparse;
using Hourglass.Kernels.Threading;
using Hourglass.Losses;
using Hourglass.Objectives;
using Hourglass.Preparation;
using Hourglass.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Hourglass.Tests.Engines;

/// <summary>Plans with a decoder of columns in order, against automatic differentiation in double precision on what the plan drew.</summary>
public sealed class FusedOrderedTests
{
    // More columns than bits of a word, more levels than rows of a tile and than lanes.
    private static readonly LevelsBlock[] Wide = [.. Enumerable.Range(0, 70).Select(i => Block(i, i switch { 5 => 40, 30 => 33, _ => 1 + (i % 7) }))];
    private static readonly LevelsBlock[] Narrow = [.. Enumerable.Range(0, 6).Select(i => Block(i, 2 + (5 * i)))];

    public static TheoryData<string> Cases => [.. All.Keys];

    private static Dictionary<string, Blueprint> All { get; } = new(StringComparer.Ordinal)
    {
        ["vae"] = Vae(Narrow, new OrderedSpec([], 13, 0)),
        ["vae omission"] = Vae(Narrow, new OrderedSpec([], 150, 0.6)),
        ["vae completion"] = Vae(Narrow, new OrderedSpec([], 40, 0, 17), new Completion(0.7)),
        ["vae completion omission networks"] = Vae(Narrow, new OrderedSpec([], 32, 0.6, 33, 3), new Completion(0.9)),
        ["vae completion dropout"] = Vae(Narrow, new OrderedSpec([], 16, 0.6, 24, 2, 0.3), new Completion { Weight = 2 }),
        ["vae wide"] = Vae(Wide, new OrderedSpec([], 10, 0.6, 17, 2), new Completion(0.7)),
        ["one column"] = Vae([.. Narrow.Skip(5)], new OrderedSpec([], 7, 0.6, 17), new Completion(1)),
        ["beta-vae"] = Recipes.BetaVae(Networks(Narrow, new OrderedSpec([], 13, 0.6)), 3, Loss(Narrow)),
        ["capacity-vae"] = Recipes.CapacityVae(Networks(Narrow, new OrderedSpec([], 13, 0.6)), 20, 0, 30, Loss(Narrow)),
        ["ae"] = With(Recipes.Ae(Networks(Narrow, new OrderedSpec([], 13, 0.6, 17)), Loss(Narrow)), new Completion()),
        ["sparse-ae"] = Recipes.Sparse(Networks(Narrow, new OrderedSpec([], 13, 0.6)), 0.4, Loss(Narrow)),
        ["cvae"] = With(Recipes.Cvae(Networks(Narrow, new OrderedSpec([], 13, 0.6, 17, 2)), new LabelCondition(3), Loss(Narrow)), new Completion()),
        ["vae of weight 0"] = With(Recipes.Vae(Networks(Narrow, new OrderedSpec([], 13, 0.6, 17)), Loss(Narrow)), new Completion { Weight = 0 }),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Figures_and_gradients_are_those_of_automatic_differentiation(string name)
    {
        var blueprint = All[name];
        using var model = blueprint.Build(seed: 3);
        Assert.Empty(PlanCompiler.Violations(model));
        using var team = new WorkerTeam(2);
        // More rows than are completed in a step.
        var examples = Rows(blueprint, 300);
        var plan = PlanCompiler.Compile(model, examples, 300, team.Workers);
        var moment = new Moment(0.5, 1000);
        foreach (var count in new[] { 300, 37, 1 })
        {
            using var scope = NewDisposeScope();
            int[] positions = [.. Enumerable.Range(300 - count, count)];
            var figures = plan.StepOn(examples, positions, moment, seed: 11, team);
            using var exact = blueprint.Build(seed: 3);
            exact.Modules.to(ScalarType.Float64);
            Compare(exact, examples.Select(positions).Side, plan, figures, moment);
        }
    }

    [Theory]
    [InlineData("vae omission")]
    [InlineData("vae completion dropout")]
    [InlineData("vae wide")]
    [InlineData("cvae")]
    public void Steps_are_the_same_to_the_last_bit_whatever_the_number_of_workers(string name) => FusedPlans.AssertSameBits(All[name]);

    [Theory]
    [InlineData("vae completion omission networks")]
    [InlineData("cvae")]
    public void Gradients_are_those_of_finite_differences(string name)
    {
        const float Step = 0.01f;
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var blueprint = All[name];
        using var model = blueprint.Build(seed: 3);
        using var team = new WorkerTeam(1);
        var examples = Rows(blueprint, 100);
        var plan = PlanCompiler.Compile(model, examples, 100, 1);
        // Units that read nothing are at the kink of their activation as long as their bias is 0.
        using var random = new Generator(4);
        foreach (var parameter in model.Modules.parameters()) parameter.add_(randn(parameter.shape, generator: random), alpha: 0.05);
        var start = Loss();
        var gradients = plan.Parameters.ToDictionary(one => one.Name, one => one.Gradient.Span.ToArray(), StringComparer.Ordinal);
        Assert.True(double.IsFinite(start));
        foreach (var (parameterName, parameter) in model.Modules.named_parameters())
        {
            // Along the gradient, the slope of the loss is its norm.
            var gradient = tensor(gradients[parameterName]).reshape(parameter.shape);
            var norm = gradient.norm();
            Assert.True(norm.item<float>() > 1e-3, parameterName);
            var direction = gradient / norm * Step;
            parameter.add_(direction);
            var above = Loss();
            parameter.sub_(direction * 2);
            var below = Loss();
            parameter.add_(direction);
            var (expected, slope) = (norm.item<float>(), (above - below) / (2 * Step));
            Assert.True(Math.Abs(expected - slope) < (0.02 * expected) + 1e-3, $"{parameterName}: {expected} {slope}");
        }

        double Loss() => plan.StepOn(examples, [.. Enumerable.Range(0, 100)], new Moment(0, 100), seed: 5, team)[0];
    }

    [Fact]
    public unsafe void Columns_are_left_out_in_as_many_cells_as_the_option_says()
    {
        // A fraction u, uniform from 0 to 1, is left out of 0.3 of the cells: E[(1 - u)^2] = 1/3, E[u (1 - u)] = 1/6, E[u^2] = 1/3.
        const int Cells = 40_000;
        var random = new CounterRandom(7);
        var counts = new int[4];
        var words = stackalloc ulong[2];
        var all = 0;
        for (var cell = 0; cell < Cells; cell++)
        {
            words[0] = words[1] = ulong.MaxValue;
            if (!CellDraws.Keep(random, cell, 100, 90, 0.3, words)) all++;
            else Assert.Equal(0ul, words[1] >> 26);
            counts[(int)(((words[0] >> 3) & 1) + (2 * ((words[1] >> 20) & 1)))]++;
        }

        Assert.Equal(0.7, all / (double)Cells, 0.01);
        double[] expected = [0.1, 0.05, 0.05, 0.8];
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(expected[i], counts[i] / (double)Cells, 0.01));
    }

    [Fact]
    public unsafe void A_row_hides_a_random_fraction_of_its_cells_and_some_of_the_cells_read_those_before_them()
    {
        const int Cells = 40_000;
        var random = new CounterRandom(8);
        var (both, one, reading) = (0, 0, 0);
        var words = stackalloc ulong[2];
        for (var row = 0; row < Cells; row++)
        {
            CellDraws.Choose(random, row, 70, 0.6, words);
            Assert.Equal(0ul, words[1] >> 6);
            var (first, last) = ((words[0] >> 9) & 1, (words[1] >> 5) & 1);
            one += (int)first;
            both += (int)(first & last);
            CellDraws.ChooseEach(random, row, 70, 0.25, words);
            reading += (int)(words[1] & 1);
        }

        // Each with a probability p that is uniform from 0 to 0.6: E[p] = 0.3, E[p^2] = 0.12.
        Assert.Equal(0.3, one / (double)Cells, 0.01);
        Assert.Equal(0.12, both / (double)Cells, 0.01);
        Assert.Equal(0.25, reading / (double)Cells, 0.01);
    }

    [Fact]
    public async Task Both_engines_train_to_the_same_likelihood()
    {
        var blueprint = All["vae completion omission networks"];
        double[][] figures = [await Trained(Engine.Torch), await Trained(Engine.Fused)];
        Assert.Equal(4, figures[0].Length);
        Assert.All(figures[0].Zip(figures[1]), pair => Assert.Equal(pair.First, pair.Second, 0.05 * pair.First));

        // The mean of each figure over the last of several epochs.
        async Task<double[]> Trained(Engine engine)
        {
            var epochs = new List<double[]>();
            using var model = await Trainer.FitAsync(
                blueprint,
                Rows(blueprint, 1000),
                new TrainingOptions { Epochs = 30, BatchSize = 50, Seed = 2, Engine = engine, LearningRate = 0.005 },
                ScalingKind.None,
                report: happened =>
                {
                    if (happened is EpochDone epoch) epochs.Add([.. epoch.Train.Select(figure => figure.Value)]);
                },
                cancellation: TestContext.Current.CancellationToken);
            double[] last = [.. epochs[0].Select((_, i) => epochs.TakeLast(5).Average(epoch => epoch[i]))];
            Assert.True(last[0] < 0.8 * epochs[0][0], $"{epochs[0][0]} {last[0]}");
            return last;
        }
    }

    [Fact]
    public void A_decoder_in_order_is_not_computed_with_several_latent_vectors_or_in_passes()
    {
        using var model = Recipes.Iwae(Networks(Narrow, new OrderedSpec([], 13)), 5, Loss(Narrow)).Build();
        Assert.Contains(PlanCompiler.Violations(model), violation => violation.Contains("OrderedSpec", StringComparison.Ordinal));
        Assert.False(PlanCompiler.TakesPasses(All["vae"]));
    }

    /// <summary>Holds figures and gradients against those of a model in double precision.</summary>
    private static void Compare(Autoencoder exact, SideData side, FusedPlan plan, IReadOnlyList<double> figures, Moment moment)
    {
        var terms = Evaluate(exact, side, plan, moment);
        Assert.Equal(terms.Count + 1, figures.Count);
        var loss = zeros(1, ScalarType.Float64);
        for (var i = 0; i < terms.Count; i++)
        {
            loss += terms[i] * exact.Blueprint.Terms[i].Weight.At(moment.Epoch);
            Assert.Equal(terms[i].item<double>(), figures[i + 1], 2e-5 * (1 + Math.Abs(terms[i].item<double>())));
        }

        loss.backward();
        foreach (var (name, parameter) in exact.Modules.named_parameters())
            FusedPlans.AssertGradient(plan, name, parameter.grad ?? zeros_like(parameter), 2e-5);
    }

    private static List<Tensor> Evaluate(Autoencoder exact, SideData side, FusedPlan plan, Moment moment)
    {
        var modules = exact.Modules;
        var decoder = (OrderedDecoder)modules.Ordered!;
        var target = FusedPlans.Matrix(plan.Target.Values);
        var input = new Batch(FusedPlans.Matrix(plan.Input.Values), tensor(Array.ConvertAll(side.Labels!, label => (long)label)));
        var code = modules.Reader.ReadCode(modules.Encode(input), moment.Epoch);
        var latent = code is GaussianCode gaussian ? gaussian.Mean + ((gaussian.LogVariance * 0.5).exp() * FusedPlans.Matrix(plan.Draw!.Noise)) : code.Location;
        var kl = code is GaussianCode drawn ? Kl.PerDimension(drawn).sum(1).mean() : latent;
        return [.. exact.Blueprint.Terms.Select(term => term switch
        {
            Reconstruction => exact.Blueprint.Loss.NegativeLogLikelihood(
                Scored(exact, plan, modules.DecoderInput(latent, modules.ConditionOf(input)), target), target).mean(),
            Completion => Completed(exact, plan, modules.ConditionOf(input), target),
            Kl => kl,
            KlCapacity capacity => (kl - capacity.Capacity.At(moment.Epoch)).abs(),
            Sparsity sparsity => latent.abs().sum(1).mean() * sparsity.Rate,
            _ => throw new InvalidOperationException(term.ToString()),
        })];
    }

    private static unsafe Tensor Scored(Autoencoder exact, FusedPlan plan, Tensor inputs, Tensor target)
    {
        var spec = (OrderedSpec)exact.Blueprint.Networks.Decoder;
        var (rows, columns) = ((int)target.shape[0], spec.Columns.Count);
        var kept = new double[rows, columns, columns];
        var words = stackalloc ulong[2];
        var (cells, reads) = (0, 0.0);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var omits = plan.Scored!.Keep(column, row, words);
                for (var before = 0; before < column; before++)
                {
                    kept[row, column, before] = !omits || ((words[before / 64] >> (before % 64)) & 1) != 0 ? 1 : 0;
                    (cells, reads) = (cells + 1, reads + kept[row, column, before]);
                }
            }
        }

        var logits = Logits(exact, inputs, target, tensor(kept).to_type(ScalarType.Byte));
        if (spec.Omission > 0)
        {
            if (rows > 30 && columns > 1) Assert.Equal(0.7, reads / cells, 0.05);
            return logits;
        }

        // Nothing is left out: the decoder of libtorch itself.
        var known = exact.Modules.Ordered!.Score(inputs, target);
        Assert.True((known - logits).abs().max().item<double>() < 1e-12);
        return known;
    }

    private static unsafe Tensor Completed(Autoencoder exact, FusedPlan plan, Tensor? condition, Tensor target)
    {
        var spec = (OrderedSpec)exact.Blueprint.Networks.Decoder;
        var (networks, columns, hidden) = (spec.ContextNetworks, spec.Columns.Count, plan.Hidden!);
        var rows = (int)Math.Min(target.shape[0] * Completion.Times, Completion.MostRows);
        Assert.Equal(rows, hidden.Rows);
        var filled = Repeated(EmptyCells.AsUnknown(target, [.. spec.Columns]));
        var (shown, scored, reads) = (new double[networks, rows, columns], new double[networks, rows, columns], new double[networks, rows, columns]);
        for (var network = 0; network < networks; network++)
        {
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++)
                {
                    shown[network, row, column] = (hidden.ShownOf(network, row)[column / 64] >> (column % 64)) & 1;
                    scored[network, row, column] = hidden.IsScored(network, row, column) ? 1 : 0;
                    reads[network, row, column] = hidden.ReadsBefore(network, row, column) ? 1 : 0;
                    Assert.False(shown[network, row, column] == 1 && scored[network, row, column] == 1);
                }
            }
        }

        var widths = tensor(spec.Columns.Select(column => (long)column.Width).ToArray());
        Tensor Masked(double[,,] mask) => filled.unsqueeze(0) * tensor(mask).repeat_interleave(widths, 2);
        var (seen, asked) = (Masked(shown), Masked(scored));
        Assert.True((seen + asked - filled.unsqueeze(0)).abs().max().item<double>() == 0, "A known cell is neither shown nor scored.");
        var context = Context(exact, plan, seen);
        var told = condition is null ? null : Repeated(condition);
        var origin = exact.Modules.OriginInput(told, ScalarType.Float64);
        if (told is null) origin = origin.expand(rows, -1);
        var kept = tensor(reads).flatten(0, 1).unsqueeze(2).expand(-1, -1, columns).to_type(ScalarType.Byte);
        var logits = context.flatten(0, 1) + Logits(exact, origin.repeat(networks, 1), filled.repeat(networks, 1), kept);
        return exact.Blueprint.Loss.NegativeLogLikelihood(logits, asked.flatten(0, 1)).mean();

        Tensor Repeated(Tensor examples) => examples.repeat(Completion.Times, 1).narrow(0, 0, rows);
    }

    /// <summary>What context networks add to the logits, with the dropout of the plan.</summary>
    private static Tensor Context(Autoencoder exact, FusedPlan plan, Tensor seen)
    {
        var decoder = exact.Modules.Decoder;
        var (dropout, columns) = (((OrderedSpec)exact.Blueprint.Networks.Decoder).ContextDropout, ((OrderedSpec)exact.Blueprint.Networks.Decoder).Columns);
        using var splines = new LinearSplines(columns).ToTensor().to_type(ScalarType.Float64);
        var first = Dropped((seen.matmul(splines).bmm(decoder.get_parameter("context1_weight")!) + decoder.get_parameter("context1_bias")!).relu(), 0);
        var second = Dropped((first.bmm(decoder.get_parameter("context2_weight")!) + decoder.get_parameter("context2_bias")!).relu(), 1);
        var context = second.bmm(decoder.get_parameter("context3_weight")!);
        if (dropout == 0) Assert.True((exact.Modules.Ordered!.Context(seen) - context).abs().max().item<double>() < 1e-12);
        return context;

        Tensor Dropped(Tensor hidden, int layer)
        {
            Assert.Equal(dropout == 0 ? 0 : 2 * seen.shape[0], plan.Dropouts.Count);
            if (dropout == 0) return hidden;
            var factors = stack([.. plan.Dropouts.Where((_, i) => i % 2 == layer).Select(HiddenLayerCases.Factors)], 0);
            if (factors.numel() > 1000) Assert.Equal(1, factors.mean().item<double>(), 0.1);
            return hidden * factors;
        }
    }

    private static Tensor Logits(Autoencoder exact, Tensor inputs, Tensor target, Tensor kept)
    {
        var decoder = exact.Modules.Decoder;
        var spec = (OrderedSpec)exact.Blueprint.Networks.Decoder;
        var layout = new ColumnLayout([.. spec.Columns.Select(column => column.Width)]);
        var units = nn.functional.linear(inputs, decoder.get_parameter("latent_weight")!, decoder.get_parameter("hidden_bias")) +
            ColumnSums.Plain(decoder.get_parameter("vectors")!, target, layout, kept);
        return ColumnLogits.Plain(units.relu(), decoder.get_parameter("levels_weight")!, decoder.get_parameter("levels_bias")!, OutputEnds.Of(spec.Columns));
    }

    /// <summary>Rows of dependent columns, some of whose cells are empty or unknown, of three classes.</summary>
    private static Examples Rows(Blueprint blueprint, int count)
    {
        var random = new Random(7);
        var columns = ((Columns)blueprint.Loss).Blocks.Cast<LevelsBlock>().ToArray();
        List<float> numbers = [];
        for (var row = 0; row < count; row++)
        {
            var cause = random.Next(4);
            foreach (var column in columns)
            {
                var level = random.Next(5) == 0 ? random.Next(column.Levels) : cause * 3 % column.Levels;
                var isKnown = random.Next(12) > 0;
                if (column.First > 0) numbers.Add(isKnown ? (float)column.Values[level] : 0);
                numbers.AddRange(Enumerable.Range(0, column.Levels).Select(i => isKnown && i == level ? 1f : 0));
            }
        }

        var examples = new FloatExamples([.. numbers], blueprint.Networks.Shape);
        return examples.With(new SideData([.. Enumerable.Range(0, count).Select(_ => random.Next(3))]));
    }

    private static LevelsBlock Block(int i, int levels) =>
        new($"c{i}", levels, i % 3 == 1 ? [.. Enumerable.Range(0, levels).Select(level => (level - 1.5) / levels)] : [], HasEmpty: i % 4 == 1);

    private static Columns Loss(LevelsBlock[] blocks) => new([.. blocks]);

    private static Networks Networks(LevelsBlock[] blocks, OrderedSpec spec)
    {
        var shape = DataShape.Row(blocks.Sum(block => block.Width));
        var networks = Hourglass.Networks.Dense(shape, [19], 5);
        return networks with { Decoder = spec with { Columns = [.. blocks], ContextNetworks = spec.ContextUnits == 256 ? 0 : spec.ContextNetworks } };
    }

    private static Blueprint Vae(LevelsBlock[] blocks, OrderedSpec spec, Completion? completion = null)
    {
        var plain = Recipes.Vae(Networks(blocks, spec), Loss(blocks));
        return completion is null ? plain : With(plain, completion);
    }

    private static Blueprint With(Blueprint blueprint, Completion completion) => blueprint.WithDecoderTerm(completion);
}
