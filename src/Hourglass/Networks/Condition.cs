using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>What a conditional model's encoder and decoder are told of each example beside the example itself (Sohn et al. 2015).</summary>
public abstract record Condition
{
    /// <summary>How many numbers they are told.</summary>
    public abstract int Numbers { get; }

    /// <summary>The numbers of each example: [batch, <see cref="Numbers"/>].</summary>
    /// <exception cref="HourglassException">The data does not have what the model is to be told.</exception>
    public abstract Tensor Of(Batch batch);
}
