using Hourglass.Codes;
using Hourglass.Objectives;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>One forward pass with every term of the objective, unweighted.</summary>
/// <param name="Code">What the encoder yielded.</param>
/// <param name="Pass">The tensors of the pass.</param>
/// <param name="Terms">Each term in nats: [batch], in the order of <see cref="Blueprint.Terms"/>.</param>
internal sealed record Evaluated(Code Code, Pass Pass, IReadOnlyList<Tensor> Terms);
