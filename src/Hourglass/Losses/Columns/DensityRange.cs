using Hourglass.Data;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>The probability of a range under the density of a column, and draws from it: few rows and columns, in double precision.</summary>
/// <param name="block">The column.</param>
/// <param name="range">A range of scaled values; its ends may be infinite.</param>
internal sealed class DensityRange(DensityBlock block, CellRange range)
{
    private const int Halvings = 60;

    /// <summary>The logarithm of the probability: [rows].</summary>
    /// <param name="output">The outputs of the column: [rows, outputs].</param>
    public Tensor LogMass(Tensor output)
    {
        var rows = Read(output);
        return tensor(Array.ConvertAll(rows, modes => Math.Log(Math.Max(modes.Sum(mode => mode.Share * MassOf(mode)), double.Epsilon)))).to_type(output.dtype);
    }

    /// <summary>A value in the range for each row, drawn from the density: [rows].</summary>
    /// <param name="output">The outputs of the column: [rows, outputs].</param>
    /// <param name="random">Source of randomness.</param>
    public Tensor Draw(Tensor output, Generator random)
    {
        var rows = Read(output);
        using var chances = rand([output.shape[0], 2], dtype: ScalarType.Float64, generator: random);
        var uniform = chances.data<double>().ToArray();
        return tensor(rows.Select((modes, i) => Value(modes, uniform[2 * i], uniform[(2 * i) + 1])).ToArray()).to_type(output.dtype);
    }

    private double Value(Mode[] modes, double first, double second)
    {
        var masses = Array.ConvertAll(modes, mode => mode.Share * MassOf(mode));
        var (left, chosen) = (first * masses.Sum(), 0);
        while (chosen < modes.Length - 1 && (left -= masses[chosen]) >= 0) chosen++;
        var mode = modes[chosen];
        var (from, to) = (Standard(mode, range.Least), Standard(mode, range.Most));
        // In the upper tail, the mirrored distribution has the digits.
        var isUpper = from > 0;
        var (low, high) = isUpper ? (-to, -from) : (from, to);
        var target = Distribution(low) + (second * (Distribution(high) - Distribution(low)));
        (low, high) = (Math.Max(low, -1e6), Math.Min(high, 1e6));
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            if (Distribution(middle) < target) low = middle;
            else high = middle;
        }

        var drawn = mode.Location + ((isUpper ? -1 : 1) * mode.Deviation * (low + high) / 2);
        return Math.Clamp(drawn, range.Least, range.Most);
    }

    private double MassOf(Mode mode)
    {
        var (from, to) = (Standard(mode, range.Least), Standard(mode, range.Most));
        return from > 0 ? Distribution(-from) - Distribution(-to) : Distribution(to) - Distribution(from);
    }

    private static double Standard(Mode mode, double value) => (value - mode.Location) / mode.Deviation;

    private double Distribution(double z) => double.IsNegativeInfinity(z) ? 0 : double.IsPositiveInfinity(z) ? 1
        : block.Freedom is { } freedom ? StudentDistribution.Of(z, freedom) : NormalDistribution.Of(z);

    private Mode[][] Read(Tensor output)
    {
        using var scope = NewDisposeScope();
        var (logits, location, deviation) = new DensityColumns(block).Read(output.to_type(ScalarType.Float64));
        var (places, widths) = (location.contiguous().data<double>().ToArray(), deviation.contiguous().data<double>().ToArray());
        var shares = logits?.softmax(2).contiguous().data<double>().ToArray();
        var count = block.Modes.Count;
        return [.. Enumerable.Range(0, places.Length / count).Select(row => Enumerable.Range(row * count, count)
            .Select(i => new Mode(shares?[i] ?? 1, places[i], widths[i])).ToArray())];
    }

    private sealed record Mode(double Share, double Location, double Deviation);
}
