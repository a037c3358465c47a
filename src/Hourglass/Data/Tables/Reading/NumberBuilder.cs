using System.Numerics;

namespace Hourglass.Data;

/// <summary>Collects floating-point numbers; those that are not finite are missing.</summary>
/// <param name="space">Receives their codes.</param>
/// <param name="encoding">How they are packed.</param>
internal sealed unsafe class NumberBuilder<T>(CellSpace<T> space, CellEncoding encoding) : ColumnBuilder
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private readonly double origin = encoding.Origin;
    private readonly double divisor = encoding.Divisor;
    private readonly double most = double.CreateTruncating(T.MaxValue) - 1;

    public override void Add(void* data, ulong* validity, int count)
    {
        var from = new ReadOnlySpan<double>(data, count);
        var to = space.Take(count);
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
        {
            for (var i = 0; i < to.Length; i++) to[i] = T.CreateTruncating(double.IsFinite(from[i]) ? from[i] : double.NaN);
        }
        else
        {
            for (var i = 0; i < to.Length; i++)
            {
                var code = Math.Round(from[i] * divisor) - origin;
                if (!(code >= 0 && code <= most && (origin + code) / divisor == from[i]))
                {
                    if (double.IsFinite(from[i]) && IsValid(validity, i)) throw new CellRangeException(from[i]);
                    to[i] = T.MaxValue;
                    continue;
                }

                to[i] = T.CreateTruncating(code);
            }
        }

        MarkMissing(to, validity);
    }

    public override ColumnCells Finish() => space.Finish(encoding);
}
