using CsCheck;
using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Native;
using static TorchSharp.torch;

namespace Hourglass.Tests.Codes;

public sealed class KSparseSpecTests
{
    static KSparseSpecTests() => TorchRuntime.Initialize();

    [Fact]
    public void Exactly_the_k_largest_numbers_are_kept() =>
        Gen.Select(Gen.Double[-3, 3].Array[9], Gen.Int[1, 9]).Where((numbers, _) => numbers.Distinct().Count() == 9 && !numbers.Contains(0)).Sample(
            (numbers, k) =>
            {
                var smallest = numbers.OrderDescending().ElementAt(k - 1);
                Assert.Equal(numbers.Select(number => number >= smallest ? number : 0), Read(new KSparseSpec(k), numbers, training: true));
            },
            iter: 200);

    [Theory]
    [InlineData(1, 2)]
    [InlineData(1.5, 3)]
    [InlineData(2, 4)]
    [InlineData(100, 6)]
    public void After_training_alpha_times_as_many_are_kept(double alpha, int kept)
    {
        double[] numbers = [0.5, -1, 3, 2, -0.25, 1];
        var spec = new KSparseSpec(2, alpha);
        Assert.Equal([0, 0, 3, 2, 0, 0], Read(spec, numbers, training: true));
        var after = Read(spec, numbers, training: false);
        Assert.Equal(kept, after.Count(number => number != 0));
        Assert.Equal(numbers.OrderDescending().Take(kept).Order(), after.Where(number => number != 0).Order());
    }

    [Fact]
    public void The_gradient_goes_straight_through_what_is_kept()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var encoded = tensor(new[] { 0.5, -1, 3, 2 }).reshape(1, 4).requires_grad_();
        var code = new KSparseSpec(2).Build(4, random).Read(encoded, 0);
        (code.Location * tensor(new[] { 10.0, 20, 30, 40 })).sum().backward();
        Assert.Equal([0, 0, 30.0, 40], encoded.grad!.data<double>().ToArray());
    }

    [Fact]
    public void The_model_keeps_k_in_training_and_alpha_k_in_use()
    {
        using var scope = NewDisposeScope();
        using var model = Recipes.KSparse(Networks.Dense(DataShape.Row(12), [], 10), k: 3, alpha: 2).Build(1);
        var batch = new Hourglass.Data.Batch(Drawn.Uniform([8, 12]));
        Assert.All(Kept(model, batch), count => Assert.Equal(6, count));
        model.Modules.train();
        Assert.All(Kept(model, batch), count => Assert.Equal(3, count));
    }

    [Theory]
    [InlineData(0, 1, "k is 0")]
    [InlineData(4, 1, "k is 4")]
    [InlineData(2, 0.5, "alpha is 0.5")]
    [InlineData(2, double.NaN, "alpha is NaN")]
    public void What_does_not_fit_is_refused_in_a_sentence(int k, double alpha, string says)
    {
        var blueprint = Recipes.KSparse(Networks.Dense(DataShape.Row(6), [], 3), k, alpha);
        Assert.Contains(says, Assert.Throws<UsageException>(() => blueprint.Build()).Message, StringComparison.Ordinal);
    }

    private static double[] Read(KSparseSpec spec, double[] numbers, bool training)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        using var reader = spec.Build(numbers.Length, random);
        reader.train(training);
        return reader.Read(tensor(numbers).reshape(1, -1), 0).Location.data<double>().ToArray();
    }

    private static long[] Kept(Autoencoder model, Hourglass.Data.Batch batch) => model.Read(batch).Location.ne(0).sum([1L]).data<long>().ToArray();
}
