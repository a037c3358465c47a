using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Codes;

/// <summary>Bounds and rounds numbers (Mentzer et al. 2024, section 3.1 and the code of its appendix); it has no weights.</summary>
/// <param name="levels">Levels of each number of a position.</param>
/// <param name="positions">How many positions there are.</param>
internal sealed class ScalarQuantizer(ValueList<int> levels, int positions) : FlatReader<QuantizedCode>(nameof(ScalarQuantizer)), ISymbols
{
    // Makes the outermost levels reachable with a finite output.
    private const double Margin = 1e-3;

    // Beyond one half, rounding would give a level that does not exist, as the margin does with a thousand levels.
    private const double LargestMargin = 0.25;

    public override QuantizedCode Read(Tensor encoded, double epoch)
    {
        var width = Each(encoded.dtype, HalfWidth);
        var bounded = ((encoded + Each(encoded.dtype, Shift)).tanh() * Each(encoded.dtype, Bound)) - Each(encoded.dtype, Offset);
        var rounded = bounded.detach().round();
        var digits = (rounded + width).reshape(-1, levels.Count, positions);
        var places = tensor(Places()).to_type(encoded.dtype).unsqueeze(1);
        return new QuantizedCode(bounded / width, (rounded / width).unsqueeze(0), (digits * places).sum(1).to_type(ScalarType.Int64));
    }

    public Tensor Values(Tensor indices)
    {
        var places = tensor(Places()).unsqueeze(1);
        var sizes = tensor(levels.Select(level => (long)level).ToArray()).unsqueeze(1);
        var digits = indices.unsqueeze(1).div(places, RoundingMode.floor).remainder(sizes).to_type(ScalarType.Float32);
        var width = Each(ScalarType.Float32, HalfWidth);
        return (digits.reshape(-1, levels.Count * positions) - width) / width;
    }

    private static double HalfWidth(int level) => level / 2;

    private static double Bound(int level) => ((level - 1) / 2.0) + Math.Min(Margin * (level - 1) / 2, LargestMargin);

    private static double Offset(int level) => level % 2 == 0 ? 0.5 : 0;

    private static double Shift(int level) => Math.Atanh(Offset(level) / Bound(level));

    /// <summary>One value per number's levels, repeated for every position: [latent].</summary>
    private Tensor Each(ScalarType type, Func<int, double> figure) =>
        tensor(levels.SelectMany(level => Enumerable.Repeat(figure(level), positions)).ToArray()).to_type(type);

    /// <summary>What one level of each number adds to the symbol: 1, L1, L1 L2 ...</summary>
    private long[] Places()
    {
        var places = new long[levels.Count];
        for (var (i, place) = (0, 1L); i < places.Length; place *= levels[i++]) places[i] = place;
        return places;
    }
}
