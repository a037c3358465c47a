using Hourglass.Native;
using TorchSharp;

namespace Hourglass.Tests.Native;

public sealed class TorchRuntimeTests
{
    [Fact]
    public void TorchSharpComputesAfterInitialize()
    {
        TorchRuntime.Initialize();

        using var product = torch.ones(2, 3).matmul(torch.ones(3, 4));

        Assert.Equal([2L, 4L], product.shape);
        Assert.Equal(Enumerable.Repeat(3f, 8), product.data<float>().ToArray());
    }

    [Fact]
    public void InitializeMayBeCalledAgainFromManyThreads() => Parallel.For(0, 16, _ => TorchRuntime.Initialize());
}
