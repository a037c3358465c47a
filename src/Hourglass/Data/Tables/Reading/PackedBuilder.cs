using System.Numerics;

namespace Hourglass.Data;

/// <summary>Collects cells of a fixed size; missing ones become <paramref name="missing"/>.</summary>
internal sealed unsafe class PackedBuilder<T>(int count, T missing) : ColumnBuilder
    where T : unmanaged, INumber<T>
{
    private int filled;

    /// <summary>The cells added so far, and room for the rest.</summary>
    public T[] Values { get; } = new T[count];

    public override void Add(void* data, ulong* validity, int count)
    {
        var target = Values.AsSpan(filled, count);
        new ReadOnlySpan<T>(data, count).CopyTo(target);
        filled += count;
        if (validity is null) return;
        for (var i = 0; i < count; i++)
            if (!IsValid(validity, i)) target[i] = missing;
    }

    public override ColumnCells Finish() =>
        Values is double[] numbers ? CellPacking.Numbers(numbers) : new PackedCells<T>(Values, T.IsNaN(missing) ? null : missing);
}
