using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>A reader of codes made of symbols that can map symbols back to points.</summary>
internal interface ISymbols
{
    /// <summary>The points of symbols [rows, symbols]: [rows, latent].</summary>
    Tensor Values(Tensor indices);
}
