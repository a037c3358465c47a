using Hourglass.Data;
using Hourglass.Losses;
using static TorchSharp.torch;

namespace Hourglass.Tests.Losses;

/// <summary>The densities of columns of numbers, beside closed forms, numerical integrals and draws.</summary>
public sealed class DensityColumnsTests
{
    /// <summary>A Gaussian, a Student t and a mixture, beside columns of levels.</summary>
    internal static ColumnBlock[] Blocks { get; } =
    [
        Gaussian("a"), new LevelsBlock("b", 3, [-1, 0, 1.5], false), Student("c"),
        new DensityBlock("d", [new DensityMode(-1, 0.2), new DensityMode(0.5, 0.4), new DensityMode(2, 0.1)], 0.05), new LevelsBlock("e", 2, [], true),
        Gaussian("f") with { Cycles = [new DateCycle(0.3, 0.1)] },
    ];

    /// <summary>The same with further columns: 23 numbers.</summary>
    internal static Hourglass.Losses.Columns Wide { get; } = new([.. Blocks, Gaussian("g"), new LevelsBlock("h", 5, [], false)]);

    private static readonly Hourglass.Losses.Columns Loss = new([.. Blocks]);

    public static TheoryData<int> Densities => [0, 2, 3];

    [Theory]
    [MemberData(nameof(Densities))]
    public void A_density_is_its_closed_form_and_integrates_to_1(int index)
    {
        using var scope = NewDisposeScope();
        var block = (DensityBlock)Blocks[index];
        var output = Drawn.Normal([1, block.Outputs], float64);
        var numbers = output.data<double>().ToArray();
        const int Points = 400_001;
        const double Reach = 400;
        var values = linspace(-Reach, Reach, Points, ScalarType.Float64).unsqueeze(1);
        var logs = new DensityColumns(block).NegativeLog(output.expand(Points, block.Outputs), values).neg();
        Assert.Equal(1, logs.exp().sum().item<double>() * 2 * Reach / (Points - 1), 1e-5);
        foreach (var at in (double[])[-1.3, 0, 0.7, 25])
        {
            var expected = Math.Log(Enumerable.Range(0, block.Modes.Count).Sum(k => Share(k) * Closed(block, k, numbers, at)));
            Assert.Equal(-expected, new DensityColumns(block).NegativeLog(output, full([1, 1], at, ScalarType.Float64)).item<double>(), 1e-9 * (1 + Math.Abs(expected)));
        }

        double Share(int mode) => block.Modes.Count == 1 ? 1 : Math.Exp(numbers[mode]) / numbers[..block.Modes.Count].Sum(Math.Exp);
    }

    [Fact]
    public void The_loss_is_the_sum_over_known_cells_and_unknown_ones_add_neither_loss_nor_gradient()
    {
        using var scope = NewDisposeScope();
        var (rows, output) = (Rows(7), Drawn.Normal([7, Loss.OutputShape(DataShape.Row(0)).Size], float64).requires_grad_());
        Assert.Empty(Loss.Violations(DataShape.Row((int)rows.shape[1])));
        var (start, from) = (0L, 0L);
        var whole = Loss.NegativeLogLikelihood(output, rows);
        var sum = zeros(7, ScalarType.Float64);
        foreach (var block in Blocks)
        {
            var (own, place) = (output.narrow(1, from, block.Outputs), rows.narrow(1, start, block.Width));
            sum += block is DensityBlock density ? new DensityColumns(density).NegativeLog(own, place.narrow(1, 0, 1)).squeeze(1)
                : new Hourglass.Losses.Columns([block]).NegativeLogLikelihood(own, place);
            var without = rows.clone();
            without.narrow(1, start, block.Width).zero_();
            var gradient = autograd.grad([Loss.NegativeLogLikelihood(output, without).sum()], [output])[0];
            Assert.Equal(0, gradient.narrow(1, from, block.Outputs).abs().sum().item<double>());
            Assert.True((gradient.abs().sum() - gradient.narrow(1, from, block.Outputs).abs().sum()).item<double>() > 0.1);
            (start, from) = (start + block.Width, from + block.Outputs);
        }

        Assert.True((whole - sum).abs().max().item<double>() < 1e-12);
        Assert.Equal(0, Loss.NegativeLogLikelihood(output, zeros_like(rows)).abs().sum().item<double>());
    }

    [Fact]
    public void Gradients_are_those_of_finite_differences()
    {
        using var scope = NewDisposeScope();
        var (rows, output) = (Rows(3), (Drawn.Normal([3, Loss.OutputShape(DataShape.Row(0)).Size], float64) * 1.5).requires_grad_());
        Loss.NegativeLogLikelihood(output, rows).sum().backward();
        using var frozen = no_grad();
        const double Step = 1e-6;
        for (var i = 0; i < output.shape[1]; i++)
        {
            var shift = zeros_like(output);
            shift.select(1, i).fill_(Step);
            var difference = (Loss.NegativeLogLikelihood(output + shift, rows) - Loss.NegativeLogLikelihood(output - shift, rows)) / (2 * Step);
            Assert.True((difference - output.grad!.select(1, i)).abs().max().item<double>() < 1e-6 * (1 + difference.abs().max().item<double>()), $"Output {i}.");
        }
    }

    [Theory]
    [MemberData(nameof(Densities))]
    public void Draws_have_the_moments_and_the_distribution_of_the_density(int index)
    {
        const int Draws = 40_000;
        using var scope = NewDisposeScope();
        using var random = new Generator(5);
        var block = (DensityBlock)Blocks[index];
        var (density, output) = (new DensityColumns(block), Drawn.Normal([1, block.Outputs], float64));
        var drawn = density.Sample(output.expand(Draws, block.Outputs), random);
        var (mean, deviation) = (density.Mean(output).item<double>(), density.Variance(output).sqrt().item<double>());
        Assert.Equal(mean, drawn.mean().item<double>(), 0.03 * deviation);
        Assert.Equal(1, drawn.std().item<double>() / deviation, 0.06);
        foreach (var (least, most) in ((double, double)[])[(double.NegativeInfinity, mean), (mean, mean + deviation), (mean + (1.5 * deviation), double.PositiveInfinity)])
        {
            var range = new DensityRange(block, new CellRange(least, most));
            var share = drawn.ge(least).logical_and(drawn.lt(most)).to_type(float64).mean().item<double>();
            var mass = Math.Exp(range.LogMass(output).item<double>());
            Assert.Equal(mass, share, 4 * Math.Sqrt(mass / Draws));
            var limited = range.Draw(output.expand(5000, block.Outputs), random);
            Assert.True(limited.ge(least).logical_and(limited.le(most)).all().item<bool>());
            var middle = drawn.masked_select(drawn.ge(least).logical_and(drawn.lt(most))).median().item<double>();
            Assert.InRange(limited.le(middle).to_type(float64).mean().item<double>(), 0.47, 0.53);
        }
    }

    [Fact]
    public void Made_rows_say_that_values_are_known_and_where_dates_stand_in_their_periods()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var output = Drawn.Normal([9, Loss.OutputShape(DataShape.Row(0)).Size]);
        foreach (var made in (Tensor[])[Loss.Mean(output), Loss.Sample(output, random)])
        {
            Assert.Equal(ColumnBlock.WidthOf(Blocks), made.shape[1]);
            Assert.True(made.select(1, 1).eq(1).all().item<bool>());
            var value = made.select(1, made.shape[1] - 4);
            Assert.True(((((value * 0.3) + 0.1) * (2 * Math.PI)).sin() - made.select(1, made.shape[1] - 2)).abs().max().item<float>() < 1e-5);
            Assert.True((made.select(1, made.shape[1] - 2).square() + made.select(1, made.shape[1] - 1).square() - 1).abs().max().item<float>() < 1e-5);
        }
    }

    [Fact]
    public void Densities_that_mean_nothing_are_refused()
    {
        DensityBlock[] wrong =
        [
            Gaussian("x") with { Modes = [] }, Gaussian("x") with { Modes = [new DensityMode(0, 0)] }, Gaussian("x") with { Modes = [new DensityMode(double.NaN, 1)] },
            Gaussian("x") with { LeastDeviation = 0 }, Gaussian("x") with { Freedom = 2 }, Gaussian("x") with { Cycles = [new DateCycle(double.NaN, 0)] },
        ];
        Assert.All(wrong, block => Assert.EndsWith(".", Assert.Single(new Hourglass.Losses.Columns([block]).Violations(DataShape.Row(block.Width))).ToString(),
            StringComparison.Ordinal));
    }

    /// <summary>Random rows of <see cref="Blocks"/> without unknown cells.</summary>
    internal static Tensor Rows(int count)
    {
        using var random = new Generator(11);
        return Loss.Sample(Drawn.Normal([count, Loss.OutputShape(DataShape.Row(0)).Size], float64) * 0.5, random);
    }

    private static DensityBlock Gaussian(string name) => new(name, [new DensityMode(0.2, 0.9)], 0.03);

    private static DensityBlock Student(string name) => new(name, [new DensityMode(-0.3, 0.7)], 0.1, 5);

    private static double Closed(DensityBlock block, int mode, double[] numbers, double at)
    {
        var (first, count) = (block.Modes.Count == 1 ? 0 : block.Modes.Count, block.Modes.Count);
        var location = block.Modes[mode].Center + (block.Modes[mode].Unit * numbers[first + mode]);
        var deviation = block.LeastDeviation + (block.Modes[mode].Unit * Math.Log2(1 + Math.Exp(numbers[first + count + mode])));
        var z = (at - location) / deviation;
        // Gamma(3) / (Gamma(5/2) sqrt(5 pi)) = 8 / (3 pi sqrt(5)).
        return (block.Freedom is null ? Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI) : 8 / (3 * Math.PI * Math.Sqrt(5)) * Math.Pow(1 + (z * z / 5), -3)) / deviation;
    }
}
