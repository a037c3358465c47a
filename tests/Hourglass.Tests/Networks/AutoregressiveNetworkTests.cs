using Hourglass.Tests.Contracts;
using TorchSharp;
using static TorchSharp.torch;

namespace Hourglass.Tests;

public sealed class AutoregressiveNetworkTests
{
    [Theory]
    [InlineData(1, false, false)]
    [InlineData(2, true, false)]
    [InlineData(5, false, false)]
    [InlineData(5, true, true)]
    [InlineData(9, false, false)] // More dimensions than the narrowest layer has units.
    [InlineData(9, false, true)]
    [InlineData(9, true, true)]
    public void An_output_depends_on_all_inputs_before_it_and_on_no_other(int dimensions, bool reversed, bool complete)
    {
        const int Context = 2;
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        using var network = new AutoregressiveNetwork(dimensions, Context, [32, 7, 32], 2, reversed, random, complete: complete);
        network.to(ScalarType.Float64);
        using (no_grad())
        {
            foreach (var parameter in network.parameters()) parameter.add_(randn(parameter.shape, dtype: float64, generator: random), alpha: 0.1);
        }

        var input = randn(4, dimensions + Context, dtype: float64, generator: random);
        var jacobian = FlowCase.Jacobian(rows => cat(network.Call(rows.narrow(1, Context, dimensions), rows.narrow(1, 0, Context)), 1), input).abs().amax([0]);
        Assert.Equal([2L * dimensions, dimensions + Context], jacobian.shape);
        var narrowest = Math.Min(7, dimensions);
        for (var output = 0; output < 2 * dimensions; output++)
        {
            for (var from = 0; from < dimensions + Context; from++)
            {
                var influence = jacobian[output, from].item<double>();
                if (from < Context)
                {
                    Assert.True(influence > 0, $"Output {output} does not see the context.");
                    continue;
                }

                var (place, source) = (output % dimensions, from - Context);
                var before = reversed ? source > place : source < place;
                if (!before) Assert.Equal(0.0, influence);
                else if (complete || narrowest == dimensions) Assert.True(influence > 0, $"Output {output} does not see input {source}.");
            }
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(9)] // With a layer from input to output.
    public void One_dimension_is_that_of_the_whole_pass(int dimensions)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        using var network = new AutoregressiveNetwork(dimensions, 0, [8, 6], 2, reversed: true, random, complete: true);
        using var frozen = no_grad();
        foreach (var parameter in network.parameters()) parameter.add_(randn(parameter.shape, generator: random));
        var input = randn(5, dimensions, generator: random);
        var (whole, one) = (network.Call(input, null), network.One());
        for (var place = 0; place < dimensions; place++)
            Assert.True(one(input, place).allclose(stack([whole[0].select(1, place), whole[1].select(1, place)], 1), atol: 1e-4));
    }

    [Fact]
    public void Without_a_context_the_first_output_is_constant()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        using var network = new AutoregressiveNetwork(3, 0, [16], 1, reversed: false, random);
        var output = network.Call(randn(6, 3, generator: random), null)[0];
        Assert.True(output.select(1, 0).eq(output[0, 0]).all().item<bool>());
        Assert.False(output.select(1, 2).eq(output[0, 2]).all().item<bool>());
    }

    [Fact]
    public void The_masks_are_not_saved()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        using var network = new AutoregressiveNetwork(3, 1, [4], 2, reversed: false, random);
        Assert.Equal(["layers.0.bias", "layers.0.weight", "layers.1.bias", "layers.1.weight"], network.state_dict().Keys.Order(StringComparer.Ordinal));
    }
}
