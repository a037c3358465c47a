using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Tests.Training.Diagnostics;

/// <summary>A code that is the entry nearest to what the encoder said.</summary>
internal sealed class SymbolCode(Tensor entries, Tensor indices) : Code, ISymbolCode
{
    public Tensor Indices => indices;

    public override Tensor Location => entries;

    public override Tensor Sample(Generator random) => entries;

    public override Code Repeat(int times) => new SymbolCode(entries.repeat_interleave(times, 0), indices.repeat_interleave(times, 0));
}
