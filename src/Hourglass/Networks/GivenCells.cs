using static TorchSharp.torch;

namespace Hourglass;

/// <summary>The cells of rows that are known when the others are drawn.</summary>
/// <param name="Rows">Coded rows, whose unknown cells are 0: [rows, size].</param>
/// <param name="Context">What these cells say of the others (<see cref="IOrderedDecoder.Context"/>): [networks, rows, outputs].</param>
internal sealed record GivenCells(Tensor Rows, Tensor Context);
