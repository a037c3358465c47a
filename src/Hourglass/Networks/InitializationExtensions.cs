using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>Draws weights according to an <see cref="Initialization"/>.</summary>
internal static class InitializationExtensions
{
    /// <summary>Draws a layer's weight and bias in place.</summary>
    public static void Draw(this Initialization initialization, Generator random, Parameter weight, Parameter? bias, double fanIn, double fanOut)
    {
        using var frozen = no_grad();
        var bound = initialization switch
        {
            Initialization.Glorot => Math.Sqrt(6 / (fanIn + fanOut)),
            Initialization.He => Math.Sqrt(6 / fanIn),
            _ => 1 / Math.Sqrt(fanIn),
        };
        weight.uniform_(-bound, bound, random);
        if (bias is null) return;
        if (initialization == Initialization.LibTorch) bias.uniform_(-bound, bound, random);
        else bias.zero_();
    }
}
