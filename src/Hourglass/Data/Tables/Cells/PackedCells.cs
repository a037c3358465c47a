using System.Numerics;

namespace Hourglass.Data;

/// <summary>Cells as codes of one type, in memory or in a mapped file.</summary>
internal sealed class PackedCells<T>(ReadOnlyMemory<T> codes, CellEncoding encoding) : ColumnCells
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private static readonly T Missing = CellEncoding.Missing<T>();
    private readonly double origin = encoding.Origin;
    private readonly double step = encoding.Step;
    private readonly double divisor = encoding.Divisor;

    public override int Count => codes.Length;

    /// <inheritdoc/>
    public override CellEncoding Encoding => encoding;

    public override void Read(ReadOnlySpan<int> rows, Span<double> destination)
    {
        var all = codes.Span;
        for (var i = 0; i < rows.Length; i++) destination[i] = Value(all[rows[i]]);
        // A file is mapped as long as these cells are reachable.
        GC.KeepAlive(this);
    }

    public override void Read(int start, Span<double> destination)
    {
        var source = codes.Span.Slice(start, destination.Length);
        for (var i = 0; i < source.Length; i++) destination[i] = Value(source[i]);
        GC.KeepAlive(this);
    }

    private double Value(T code)
    {
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double)) return double.CreateTruncating(code);
        return code == Missing ? double.NaN : (origin + double.CreateTruncating(code)) * step / divisor;
    }
}
