using System.Numerics;

namespace Hourglass.Data;

/// <summary>Cells as numbers of one type; <paramref name="missing"/> stands for a missing one (NaN needs no such value).</summary>
internal sealed class PackedCells<T>(T[] values, T? missing) : ColumnCells
    where T : unmanaged, INumber<T>
{
    public override int Count => values.Length;

    public override void Read(ReadOnlySpan<int> rows, Span<double> destination)
    {
        for (var i = 0; i < rows.Length; i++) destination[i] = Value(values[rows[i]]);
    }

    public override void Read(int start, Span<double> destination)
    {
        var source = values.AsSpan(start, destination.Length);
        for (var i = 0; i < source.Length; i++) destination[i] = Value(source[i]);
    }

    private double Value(T value) => missing is { } none && value == none ? double.NaN : double.CreateTruncating(value);
}
