namespace Hourglass.Kernels.Gemm;

/// <summary>The row counts that kernels are generated for.</summary>
internal static class RowCounts
{
    public readonly struct R1 : IRowCount
    {
        public static int Value => 1;
    }

    public readonly struct R2 : IRowCount
    {
        public static int Value => 2;
    }

    public readonly struct R3 : IRowCount
    {
        public static int Value => 3;
    }

    public readonly struct R4 : IRowCount
    {
        public static int Value => 4;
    }

    public readonly struct R5 : IRowCount
    {
        public static int Value => 5;
    }

    public readonly struct R6 : IRowCount
    {
        public static int Value => 6;
    }

    public readonly struct R7 : IRowCount
    {
        public static int Value => 7;
    }

    public readonly struct R8 : IRowCount
    {
        public static int Value => 8;
    }

    public readonly struct R9 : IRowCount
    {
        public static int Value => 9;
    }

    public readonly struct R10 : IRowCount
    {
        public static int Value => 10;
    }

    public readonly struct R11 : IRowCount
    {
        public static int Value => 11;
    }

    public readonly struct R12 : IRowCount
    {
        public static int Value => 12;
    }

    public readonly struct R13 : IRowCount
    {
        public static int Value => 13;
    }

    public readonly struct R14 : IRowCount
    {
        public static int Value => 14;
    }
}
