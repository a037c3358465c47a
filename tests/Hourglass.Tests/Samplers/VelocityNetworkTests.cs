using Hourglass.Samplers;
using static TorchSharp.torch;

namespace Hourglass.Tests.Samplers;

public sealed class VelocityNetworkTests
{
    [Fact]
    public void It_starts_at_the_exact_velocity_of_a_standard_normal_and_hears_the_level()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        using var frozen = no_grad();
        var network = new VelocityNetwork(4, 8, 2, random);
        var level = tensor(new[] { 0.004f, 0.3f, 0.4f, 20, 160 }).unsqueeze(1);
        var noisy = Drawn.Normal([1, 4]).repeat(5, 1);
        Assert.True(network.Velocity(noisy, level).eq(0).all().item<bool>());

        network.get_parameter("last.weight")!.uniform_(-1, 1, random);
        var velocities = network.Velocity(noisy, level);
        for (var i = 1; i < 5; i++) Assert.InRange((velocities[i] - velocities[i - 1]).abs().max().item<float>(), 0.01, 10);
        var rows = Drawn.Normal([6, 4]);
        Assert.True(network.Velocity(rows, full(1, 1, 0.3f)).allclose(network.Velocity(rows, full(6, 1, 0.3f)), atol: 1e-6));
    }
}
