using Hourglass.Codes;
using Hourglass.Objectives;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>One forward pass with every term of every player's objective, unweighted.</summary>
/// <param name="Code">The encoder's code, repeated for the particles.</param>
/// <param name="Pass">The tensors of the pass.</param>
/// <param name="Terms">Each term of the objective in nats: [rows], in the order of <see cref="Blueprint.Terms"/>.</param>
/// <param name="Others">The same for each of <see cref="Blueprint.Others"/>.</param>
internal sealed record ForwardPass(Code Code, Pass Pass, IReadOnlyList<Tensor> Terms, IReadOnlyList<IReadOnlyList<Tensor>> Others);
