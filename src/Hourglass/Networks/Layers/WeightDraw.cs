using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>Draws the weights of layers in order.</summary>
internal sealed class WeightDraw(Initialization initialization, Generator random)
{
    /// <summary>The weight that was drawn last.</summary>
    public Parameter? Last { get; private set; }

    /// <summary>Draws a layer's weight and bias in place.</summary>
    public void Draw(Parameter weight, Parameter? bias, double fanIn, double fanOut)
    {
        Last = weight;
        initialization.Draw(random, weight, bias, fanIn, fanOut);
    }
}
