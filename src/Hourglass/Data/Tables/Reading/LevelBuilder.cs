using System.Numerics;

namespace Hourglass.Data;

/// <summary>Collects indices of levels, which DuckDB holds in the type <typeparamref name="TFrom"/>.</summary>
/// <param name="space">Receives them.</param>
/// <param name="encoding">How they are packed.</param>
/// <param name="meant">The level that each index stands for; null if they are the same.</param>
internal sealed unsafe class LevelBuilder<TFrom, T>(CellSpace<T> space, CellEncoding encoding, int[]? meant) : ColumnBuilder
    where TFrom : unmanaged, INumber<TFrom>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    public override void Add(void* data, ulong* validity, int count)
    {
        var from = new ReadOnlySpan<TFrom>(data, count);
        var to = space.Take(count);
        for (var i = 0; i < to.Length; i++)
        {
            if (meant is null) to[i] = T.CreateTruncating(from[i]);
            else if (IsValid(validity, i)) to[i] = T.CreateTruncating(meant[int.CreateTruncating(from[i])]);
        }

        MarkMissing(to, validity);
    }

    public override ColumnCells Finish() => space.Finish(encoding);
}
