using static TorchSharp.torch;

namespace Hourglass;

/// <summary>A layer that draws random numbers in training.</summary>
internal interface IDrawsInTraining
{
    /// <summary>The generator of the current pass, which <see cref="AutoencoderModules.Lend"/> provides.</summary>
    Generator? Random { set; }
}
