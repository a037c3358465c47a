using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>The state that a recurrent layer passes from one step to the next.</summary>
/// <param name="Output">Its output: [batch, units].</param>
/// <param name="Memory">Its internal memory, for cells with one: [batch, units].</param>
internal readonly record struct RecurrentState(Tensor Output, Tensor? Memory = null);
