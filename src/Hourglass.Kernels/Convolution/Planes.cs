namespace Hourglass.Kernels.Convolution;

/// <summary>
/// Feature maps of a batch as panels, [rows / 32][channel][row of the picture][column][32], with a border of the same width on all
/// sides; without a border the features stand in the order of a flattened picture.
/// </summary>
/// <param name="data">The first number of the border's corner.</param>
/// <param name="rows">Examples.</param>
/// <param name="channels">Feature maps.</param>
/// <param name="height">Rows of a picture, without the border.</param>
/// <param name="width">Columns of a picture, without the border.</param>
/// <param name="border">The border's width.</param>
internal readonly unsafe struct Planes(float* data, int rows, int channels, int height, int width, int border = 0)
{
    /// <summary>Feature maps.</summary>
    public int Channels => channels;

    /// <summary>Rows of a picture, without the border.</summary>
    public int Height => height;

    /// <summary>Columns of a picture, without the border.</summary>
    public int Width => width;

    /// <summary>Panels of 32 examples.</summary>
    public int Count => Panels.CountFor(rows);

    /// <summary>Numbers from a row of a picture to the next.</summary>
    public nint RowStride => (nint)(width + (2 * border)) * Panels.Lanes;

    /// <summary>Numbers from a feature map to the next.</summary>
    public nint ChannelStride => RowStride * (height + (2 * border));

    /// <summary>Numbers from a panel to the next.</summary>
    public nint PanelStride => ChannelStride * channels;

    /// <summary>The 32 numbers at a place, counted from the border's corner.</summary>
    public float* At(int panel, int channel, int y, int x) => data + (panel * PanelStride) + (channel * ChannelStride) + (y * RowStride) + ((nint)x * Panels.Lanes);

    /// <summary>How many numbers planes of this size take.</summary>
    public static long LengthFor(int rows, int channels, int height, int width, int border = 0) =>
        Panels.LengthFor(rows, 1) * channels * (height + (2 * border)) * (width + (2 * border));

    /// <summary>Copies feature maps into ones with a border, which stays as it is.</summary>
    /// <param name="from">Without a border.</param>
    /// <param name="to">With one.</param>
    /// <param name="first">The first of the panels' feature maps, counted through all panels.</param>
    /// <param name="last">The one behind the last.</param>
    /// <param name="border">The border of <paramref name="to"/>.</param>
    public static void Surround(Planes from, Planes to, int first, int last, int border)
    {
        for (var i = first; i < last; i++)
        {
            var (panel, channel) = (i / from.Channels, i % from.Channels);
            for (var y = 0; y < from.Height; y++)
                new ReadOnlySpan<float>(from.At(panel, channel, y, 0), (int)from.RowStride).CopyTo(new Span<float>(to.At(panel, channel, y + border, border), (int)from.RowStride));
        }
    }
}
