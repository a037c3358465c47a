using static TorchSharp.torch;

namespace Hourglass;

/// <summary>What a recurrent layer hands from one step to the next.</summary>
/// <param name="Output">What it gives: [batch, units].</param>
/// <param name="Memory">What it keeps to itself, for cells that do: [batch, units].</param>
internal readonly record struct RecurrentState(Tensor Output, Tensor? Memory = null);
