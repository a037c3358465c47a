using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Tests.Training.Diagnostics;

/// <summary>One symbol out of a fixed, evenly spaced codebook of numbers around 0 whose outermost entry is 1 / spread.</summary>
internal sealed record SymbolSpec(int Classes, double Spread) : CodeSpec<SymbolCode>, ISymbolSpec
{
    public int Codebooks => 1;

    public override int Outputs(int latent) => latent;

    public override IEnumerable<string> Violations(int latent) => [];

    internal override CodeReader<SymbolCode> Build(int latent, Generator random) => new PlainReader<SymbolCode>(encoded =>
    {
        var codebook = linspace(-1 / Spread, 1 / Spread, Classes);
        var indices = (encoded - codebook).abs().argmin(1, keepdim: true);
        return new SymbolCode(codebook.index_select(0, indices.flatten()).unsqueeze(1), indices);
    });
}
