using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>A code that is made of symbols: the entries of codebooks that an example picks.</summary>
internal interface ISymbolCode
{
    /// <summary>The entries picked, from 0, those of the first codebook before those of the next: [batch, symbols] of int64.</summary>
    Tensor Indices { get; }
}
