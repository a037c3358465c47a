using Hourglass.Data;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hourglass;

/// <summary>
/// Recurrent layers over the steps of a series: shapes 1 x steps x features. Pictures are read row by row, the channels of a row side by
/// side; a row of n numbers is n steps of one. Padding, according to the lengths of the data, does not affect the code.
/// </summary>
/// <param name="Cell">The recurrent cell.</param>
/// <param name="Units">Width of each layer; at least 1.</param>
/// <param name="Layers">Number of stacked layers; at least 1.</param>
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

    /// <summary>One constant channel per number.</summary>
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
