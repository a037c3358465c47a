using Hourglass.Data;
using Hourglass.Layers;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>
/// How an example is read as a series: a picture row by row, the channels of a row side by side; a row of n numbers as n steps of one.
/// </summary>
/// <param name="Channels">Channels of the shape.</param>
/// <param name="Steps">Steps of the series.</param>
/// <param name="Width">Features of a step in each channel.</param>
internal readonly record struct SeriesShape(int Channels, int Steps, int Width)
{
    /// <summary>Numbers of a step.</summary>
    public int Features => Channels * Width;

    /// <summary>The shape of a series on its own: 1 x steps x features.</summary>
    public DataShape AsShape => RecurrentLayer.Series(Steps, Features);

    public static SeriesShape Of(DataShape shape) => shape.IsPicture ? new(shape.Channels, shape.Height, shape.Width) : new(1, shape.Channels, 1);

    /// <summary>[batch, size] to [batch, steps, features].</summary>
    public Tensor ToSteps(Tensor rows) => Channels == 1
        ? rows.reshape(-1, Steps, Width)
        : rows.reshape(-1, Channels, Steps, Width).transpose(1, 2).reshape(-1, Steps, Features);

    /// <summary>[batch, steps, features] to [batch, size].</summary>
    public Tensor ToRows(Tensor steps) => Channels == 1
        ? steps.reshape(-1, Steps * Width)
        : steps.reshape(-1, Steps, Channels, Width).transpose(1, 2).reshape(-1, Channels * Steps * Width);
}
