using System.Numerics;
using System.Text.Json.Serialization;

namespace Hourglass.Data;

/// <summary>
/// How the cells of a column are packed: a cell is (<see cref="Origin"/> + code) x <see cref="Step"/> / <see cref="Divisor"/> for codes that are whole numbers,
/// and the code itself for others.
/// </summary>
/// <param name="Type">The type of the codes.</param>
/// <param name="Origin">The code of the least cell, in steps.</param>
/// <param name="Step">The unit of whole numbers, such as 1,000,000 microseconds.</param>
/// <param name="Divisor">A power of ten for decimal fractions.</param>
internal sealed record CellEncoding(CellType Type, long Origin = 0, long Step = 1, long Divisor = 1)
{
    // Up to it, 64-bit floating-point numbers hold every whole number, so that quotients of two of them are rounded once.
    private const double LargestWhole = 1L << 53;
    private const int MostDecimals = 9;

    /// <summary>Floating-point numbers as they are.</summary>
    public static CellEncoding Doubles { get; } = new(CellType.Double);

    /// <summary>Whole numbers of 64 bits as they are.</summary>
    public static CellEncoding Wholes { get; } = new(CellType.Int64);

    /// <summary>Bytes per cell.</summary>
    [JsonIgnore]
    public int Size => Type switch
    {
        CellType.Byte => 1,
        CellType.UInt16 => 2,
        CellType.UInt32 or CellType.Single => 4,
        _ => 8,
    };

    /// <summary>Indices of levels.</summary>
    public static CellEncoding Levels(int levels) => new(Narrowest(levels)!.Value);

    /// <summary>Numbers in a range.</summary>
    /// <param name="least">The least number; null if there is none.</param>
    /// <param name="most">The largest number.</param>
    /// <param name="decimals">Digits after the decimal point with which every number is exact; null if unknown.</param>
    /// <param name="are32Bit">Whether every number is one of 32 bits.</param>
    public static CellEncoding Numbers(double? least, double? most, int? decimals, bool are32Bit)
    {
        if (least is not { } low || most is not { } high) return new CellEncoding(CellType.Byte);
        if (decimals is { } digits and >= 0 and <= MostDecimals)
        {
            var divisor = 1L;
            for (var i = 0; i < digits; i++) divisor *= 10;
            var (first, last) = (Math.Round(low * divisor), Math.Round(high * divisor));
            if (first >= -LargestWhole && last <= LargestWhole && Narrowest(last - first + 1) is { } type)
                return new CellEncoding(type, (long)first, 1, divisor);
        }

        return are32Bit ? new CellEncoding(CellType.Single) : Doubles;
    }

    /// <summary>Whole numbers in a range, all of them multiples of a step.</summary>
    public static CellEncoding WholesIn(double? least, double? most, long step)
    {
        if (least is not { } low || most is not { } high) return new CellEncoding(CellType.Byte);
        if (low < -LargestWhole || high > LargestWhole) return Wholes;
        var (first, last) = ((long)low / step, (long)high / step);
        return Narrowest((double)last - first + 1) is { } type ? new CellEncoding(type, first, step) : Wholes;
    }

    /// <summary>Empty space for codes of this type.</summary>
    /// <param name="storage">Where the codes will lie.</param>
    /// <param name="count">The number of cells.</param>
    public ICellSpace Space(CellStorage storage, int count) => Type switch
    {
        CellType.Byte => storage.Space<byte>(count),
        CellType.UInt16 => storage.Space<ushort>(count),
        CellType.UInt32 => storage.Space<uint>(count),
        CellType.Int64 => storage.Space<long>(count),
        CellType.Single => storage.Space<float>(count),
        _ => storage.Space<double>(count),
    };

    /// <summary>The code of a missing cell.</summary>
    public static T Missing<T>()
        where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
        typeof(T) == typeof(float) || typeof(T) == typeof(double) ? T.CreateTruncating(double.NaN) : T.MinValue < T.Zero ? T.MinValue : T.MaxValue;

    // The largest code stands for a missing cell.
    private static CellType? Narrowest(double codes) => codes <= byte.MaxValue ? CellType.Byte : codes <= ushort.MaxValue ? CellType.UInt16
        : codes <= uint.MaxValue ? CellType.UInt32 : null;
}
