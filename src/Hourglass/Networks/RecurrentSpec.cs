using Hourglass.Data;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hourglass;

/// <summary>
/// Recurrent layers over the steps of a series: shapes 1 x steps x features. Pictures are read row by row, the channels of a row side by
/// side; a row of n numbers is n steps of one. What is padding, by the lengths of the data, has no part in the code.
/// </summary>
/// <param name="Cell">How a layer goes from one step to the next.</param>
/// <param name="Units">Width of each layer; at least 1.</param>
/// <param name="Layers">Layers above each other; at least 1.</param>
/// <param name="Initialization">How weights are drawn.</param>
public sealed record RecurrentSpec(
    RecurrentCell Cell = RecurrentCell.Lstm,
    int Units = 128,
    int Layers = 1,
    Initialization Initialization = Initialization.Glorot) : NetworkSpec
{
    /// <inheritdoc/>
    public override IEnumerable<string> Violations(DataShape shape, int latent, int outputs)
    {
        if (Units < 1) yield return $"A recurrent layer has {Units} units; each needs at least 1.";
        if (Layers < 1) yield return $"A recurrent network has {Layers} layers; it needs at least 1.";
    }

    /// <summary>A channel a number, of that value at every step.</summary>
    public override DataShape WithCondition(DataShape shape, int numbers)
    {
        var series = SeriesShape.Of(shape);
        return new DataShape(series.Channels + numbers, series.Steps, series.Width);
    }

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> BuildEncoder(DataShape input, int outputs, Generator random) =>
        new RecurrentEncoder(this, SeriesShape.Of(input), outputs, random);

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> BuildDecoder(int inputs, DataShape output, Generator random) =>
        new RecurrentDecoder(this, inputs, SeriesShape.Of(output), random);
}
