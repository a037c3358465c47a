using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>A batch, its code and its deterministic reconstruction, all in the units of the model.</summary>
/// <param name="Input">What the encoder saw, damaged for a denoising model: [batch, size].</param>
/// <param name="Target">The clean examples: [batch, size].</param>
/// <param name="Code">What the encoder yielded.</param>
/// <param name="Mean">The mean of p(x|z) at the code's location: [batch, size].</param>
internal sealed record ReconstructedBatch(Tensor Input, Tensor Target, Code Code, Tensor Mean);
