using System.Numerics;

namespace Hourglass.Data;

/// <summary>Space for the codes of a column, of one type.</summary>
internal abstract class CellSpace<T> : ICellSpace
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    /// <summary>Room for the next codes, valid until the next call.</summary>
    /// <param name="count">At most <see cref="CellStorage.MostAtOnce"/>.</param>
    public abstract Span<T> Take(int count);

    /// <summary>Ends the filling, once all codes are there, and gives all of them.</summary>
    public abstract ReadOnlyMemory<T> Complete();

    /// <inheritdoc/>
    public ColumnCells Finish(CellEncoding encoding) => new PackedCells<T>(Complete(), encoding);
}
