using Hourglass.Data;
using Hourglass.Losses;
using static TorchSharp.torch;

namespace Hourglass.Tests;

/// <summary>A table of three columns with 18 possible rows: three levels, two levels on a scale, and two with a level for an empty cell.</summary>
internal static class TinyTable
{
    /// <summary>The number of possible rows.</summary>
    public const int Rows = 18;

    /// <summary>The columns.</summary>
    public static LevelsBlock[] Blocks { get; } =
        [new("a", 3, [], false), new("b", 2, [-1.5, 0.5], false), new("c", 3, [-1, 1, 0], true)];

    /// <summary>The loss.</summary>
    public static Columns Loss => new([.. Blocks]);

    /// <summary>The coded row of each possible combination of levels: [18, 10].</summary>
    public static Tensor All(ScalarType type = ScalarType.Float32)
    {
        var rows = new double[Rows, 10];
        for (var i = 0; i < Rows; i++)
        {
            var (a, b, c) = (i / 6, i / 3 % 2, i % 3);
            (rows[i, a], rows[i, 3], rows[i, 4 + b], rows[i, 6], rows[i, 7 + c]) = (1, Blocks[1].Values[b], 1, Blocks[2].Values[c], 1);
        }

        return tensor(rows).to_type(type);
    }

    /// <summary>The position of each coded row among <see cref="All"/>.</summary>
    public static long[] Positions(Tensor rows) =>
        (rows.narrow(1, 0, 3).argmax(1) * 6 + (rows.narrow(1, 4, 2).argmax(1) * 3) + rows.narrow(1, 7, 3).argmax(1)).data<long>().ToArray();

    /// <summary>The same rows with the cells of a column unknown.</summary>
    public static Tensor Without(Tensor rows, params int[] columns)
    {
        var known = rows.clone();
        foreach (var column in columns) known.narrow(1, column switch { 0 => 0, 1 => 3, _ => 6 }, column switch { 0 => 3, 1 => 3, _ => 4 }).zero_();
        return known;
    }

    /// <summary>The logits of one column.</summary>
    public static Tensor LogitsOf(Tensor logits, int column) => logits.narrow(1, column switch { 0 => 0, 1 => 3, _ => 5 }, column switch { 1 => 2, _ => 3 });
}
