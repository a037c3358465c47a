using static TorchSharp.torch;

namespace Hourglass;

/// <summary>An encoder that takes the number of real steps of each series.</summary>
internal interface ISequenceEncoder
{
    /// <summary>Encodes series [batch, size] of which the first lengths [batch] steps count.</summary>
    Tensor Call(Tensor rows, Tensor lengths);
}
