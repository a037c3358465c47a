using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Tests.Evaluation.Tables;

/// <summary>Small tables made by hand.</summary>
internal static class Rows
{
    public static ColumnSchema Number(string name) => new(name, ColumnKind.Number);

    public static ColumnSchema Levels(string name, params string[] levels) => new(name, ColumnKind.Category) { Levels = [.. levels] };

    public static Table Of(params (ColumnSchema Column, double[] Cells)[] columns) =>
        Table.Of(new TableSchema([.. columns.Select(one => one.Column)]), [.. columns.Select(one => one.Cells)]);

    /// <summary>A value so many times.</summary>
    public static IEnumerable<double> Times(this double value, int count) => Enumerable.Repeat(value, count);

    /// <summary>Consecutive whole numbers.</summary>
    public static double[] From(int start, int count) => [.. Enumerable.Range(start, count).Select(i => (double)i)];

    /// <summary>Uniform numbers that are the same every time.</summary>
    public static double[] Uniform(int count, ulong seed)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++) values[i] = SplitMix64.NextUnit(ref seed);
        return values;
    }

    /// <summary>Uniform whole numbers below a limit.</summary>
    public static double[] Whole(int count, int below, ulong seed) => Array.ConvertAll(Uniform(count, seed), value => Math.Floor(value * below));
}
