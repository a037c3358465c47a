namespace Hourglass.Data;

/// <summary>Cells in memory.</summary>
internal sealed class MemoryStorage : CellStorage
{
    /// <inheritdoc/>
    public override CellSpace<T> Space<T>(int count) => new ArraySpace<T>(count);

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Keep(byte[] texts) => texts;

    private sealed class ArraySpace<T>(int count) : CellSpace<T>
        where T : unmanaged, System.Numerics.INumber<T>, System.Numerics.IMinMaxValue<T>
    {
        private readonly T[] codes = new T[count];
        private int filled;

        public override ReadOnlyMemory<T> Complete() => codes;

        public override Span<T> Take(int count)
        {
            filled += count;
            return codes.AsSpan(filled - count, count);
        }
    }
}
