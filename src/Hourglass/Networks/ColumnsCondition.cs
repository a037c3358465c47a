using System.Globalization;
using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>Side columns of the example, unchanged.</summary>
/// <param name="Columns">Number of columns.</param>
public sealed record ColumnsCondition(int Columns) : Condition
{
    /// <inheritdoc/>
    public override int Numbers => Columns;

    /// <inheritdoc/>
    internal override Tensor Of(Batch batch)
    {
        if (batch.Conditions is not { } given || given.shape[1] != Columns)
        {
            var got = batch.Conditions is null ? "none" : $"{batch.Conditions.shape[1]}";
            throw new HourglassException($"The model is conditioned on {Columns} {What("side columns")} per example, but these examples have {Got(got)}; " +
                $"give data with {Allowed(Columns)} (the array 'conditions' of an .npz file).");
        }

        return given.to_type(batch.Rows.dtype);
    }

    /// <summary>Reads the numbers of one condition, separated by commas; several conditions are separated by semicolons: <c>0.5,2;1,2</c>.</summary>
    public override float[,] Parse(string text)
    {
        var rows = text.Split(';').Select(row => row.Split(',')).ToArray();
        var numbers = new float[rows.Length, Columns];
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Length != Columns)
                throw new UsageException($"'{What(string.Join(',', rows[i]))}' has {Got($"{rows[i].Length} numbers")}, but this model is conditioned on " +
                    $"{Columns} side columns; give {Allowed($"{Columns} numbers")} separated by commas, and semicolons between several conditions.");
            for (var j = 0; j < Columns; j++)
            {
                if (!float.TryParse(rows[i][j], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i, j]) || !float.IsFinite(numbers[i, j]))
                    throw new UsageException($"'{Got(rows[i][j].Trim())}' is not a number; " +
                        $"give the {Columns} {What("side columns")} as {Allowed("numbers separated by commas, such as 0.5,2")}.");
            }
        }

        return numbers;
    }

    /// <inheritdoc/>
    public override float[,] Turns(int count) =>
        throw new UsageException($"The model is conditioned on {Columns} {What("side columns")}, and {Got("none")} are given; give them " +
            $"({Allowed(Setting("condition"))}).");
}
