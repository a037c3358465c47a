using System.Numerics;

namespace Hourglass.Data;

/// <summary>Where the cells of a table lie.</summary>
internal abstract class CellStorage
{
    /// <summary>The most codes that are added to a space in one call.</summary>
    public const int MostAtOnce = 1 << 16;

    /// <summary>Space for codes.</summary>
    /// <param name="count">Their number.</param>
    public abstract CellSpace<T> Space<T>(int count)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>;

    /// <summary>Keeps the texts of a column.</summary>
    public abstract ReadOnlyMemory<byte> Keep(byte[] texts);
}
