using Hourglass.Codes;
using Hourglass.Messages;
using static TorchSharp.torch;

namespace Hourglass.Tests.Training.Diagnostics;

/// <summary>One symbol out of a fixed, evenly spaced codebook of numbers around 0 whose outermost entry is 1 / spread.</summary>
internal sealed record SymbolSpec(int Entries, double Spread) : QuantizedSpec
{
    public override int Classes => Entries;

    public override int Codebooks => 1;

    public override int Symbols(int latent) => 1;

    internal override IEnumerable<MessageText> Violations(int latent) => [];

    internal override CodeReader<QuantizedCode> Build(int latent, Generator random) => new PlainReader<QuantizedCode>(encoded =>
    {
        var codebook = linspace(-1 / Spread, 1 / Spread, Entries);
        var indices = (encoded - codebook).abs().argmin(1, keepdim: true);
        return new QuantizedCode(encoded, codebook.index_select(0, indices.flatten()).reshape(1, -1, 1), indices);
    });
}
