namespace Hourglass.Kernels.Convolution;

/// <summary>
/// Feature maps of a batch as panels, [rows / 32][row of the picture][column][channel][32], with a border of the same width on all
/// sides. All channels of neighbouring places lie side by side, so that a row of a neighbourhood is contiguous.
/// </summary>
/// <param name="data">The first number of the border's corner.</param>
/// <param name="rows">Examples.</param>
/// <param name="channels">Feature maps.</param>
/// <param name="height">Rows of a picture, without the border.</param>
/// <param name="width">Columns of a picture, without the border.</param>
/// <param name="border">The border's width.</param>
internal readonly unsafe struct Planes(float* data, int rows, int channels, int height, int width, int border)
{
    /// <summary>Feature maps.</summary>
    public int Channels => channels;

    /// <summary>Rows of a picture, without the border.</summary>
    public int Height => height;

    /// <summary>Columns of a picture, without the border.</summary>
    public int Width => width;

    /// <summary>Panels of 32 examples.</summary>
    public int Count => Panels.CountFor(rows);

    /// <summary>Stride between positions of a row, in numbers.</summary>
    public nint PlaceStride => (nint)channels * Panels.Lanes;

    /// <summary>Stride between rows of a picture, in numbers.</summary>
    public nint RowStride => (width + (2 * border)) * PlaceStride;

    /// <summary>Numbers of a row of a picture without its border, which lie side by side.</summary>
    public nint RowLength => width * PlaceStride;

    /// <summary>Rows of pictures, through all panels: the unit that workers share.</summary>
    public int Items => Count * height;

    /// <summary>The 32 numbers at a position, relative to the picture's corner; the border is at negative positions and past the last.</summary>
    public float* At(int panel, int y, int x, int channel = 0)
    {
        var row = ((nint)panel * (height + (2 * border))) + y + border;
        return data + (row * RowStride) + ((x + border) * PlaceStride) + ((nint)channel * Panels.Lanes);
    }

    /// <summary>The first position of an item's row; see <see cref="Items"/>.</summary>
    public float* Row(int item) => At(item / height, item % height, 0);

    /// <summary>These planes with other memory for some of their rows; only those may be used.</summary>
    /// <param name="memory">Memory for the rows, <see cref="RowStride"/> numbers each.</param>
    /// <param name="item">The first of the rows; see <see cref="Items"/>.</param>
    public Planes WithRowsIn(float* memory, int item) =>
        new(memory - (At(item / height, item % height, -border) - data), rows, channels, height, width, border);

    /// <summary>Size of such planes, in numbers.</summary>
    public static long LengthFor(int rows, int channels, int height, int width, int border) =>
        Panels.LengthFor(rows, 1) * channels * (height + (2 * border)) * (width + (2 * border));
}
