using static TorchSharp.torch;

namespace Hourglass;

/// <summary>An encoder that can be told how many steps of each series are real.</summary>
internal interface ISequenceEncoder
{
    /// <summary>Encodes series [batch, size] of which the first lengths [batch] steps count.</summary>
    Tensor Call(Tensor rows, Tensor lengths);
}
