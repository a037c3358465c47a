using System.Numerics;

namespace Hourglass.Data;

/// <summary>Collects whole numbers, such as days or microseconds.</summary>
/// <param name="space">Receives their codes.</param>
/// <param name="encoding">How they are packed.</param>
internal sealed unsafe class WholeBuilder<T>(CellSpace<T> space, CellEncoding encoding) : ColumnBuilder
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    public override void Add(void* data, ulong* validity, int count)
    {
        var from = new ReadOnlySpan<long>(data, count);
        var to = space.Take(count);
        if (typeof(T) == typeof(long))
        {
            for (var i = 0; i < to.Length; i++) to[i] = T.CreateTruncating(from[i]);
        }
        else
        {
            var most = long.CreateTruncating(T.MaxValue) - 1;
            for (var i = 0; i < to.Length; i++)
            {
                if (!IsValid(validity, i)) continue;
                var (steps, rest) = Math.DivRem(from[i], encoding.Step);
                var code = steps - encoding.Origin;
                if (rest != 0 || code < 0 || code > most) throw new CellRangeException(from[i]);
                to[i] = T.CreateTruncating(code);
            }
        }

        MarkMissing(to, validity);
    }

    public override ColumnCells Finish() => space.Finish(encoding);
}
