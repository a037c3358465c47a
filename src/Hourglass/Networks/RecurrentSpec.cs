using Hourglass.Data;
using Hourglass.Layers;
using Hourglass.Numerics;
using Hourglass.Settings;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hourglass;

/// <summary>
/// Recurrent layers over the steps of a series: shapes 1 x steps x features. Pictures are read row by row, the channels of a row side by
/// side; a row of n numbers is n steps of one. Padding, according to the lengths of the data, does not affect the code.
/// </summary>
/// <param name="Cell">The recurrent cell.</param>
/// <param name="Units">Width of each layer.</param>
/// <param name="Layers">Number of stacked layers.</param>
/// <param name="Initialization">How weights are drawn.</param>
public sealed record RecurrentSpec(
    [property: Setting("cell of the recurrent layers")]
    RecurrentCell Cell = RecurrentCell.Lstm,
    [property: Setting("width of each recurrent layer", Least = 1, Most = 65_536)]
    int Units = 128,
    [property: Setting("number of stacked recurrent layers", Least = 1, Most = 64)]
    int Layers = 1,
    Initialization Initialization = Initialization.Glorot) : NetworkSpec
{
    internal static OptionSet<RecurrentSpec> Declared { get; } = new(() => new RecurrentSpec());

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(DataShape shape, int latent, int outputs) => Declared.Violations(this);

    /// <summary>One constant channel per number.</summary>
    public override DataShape WithCondition(DataShape shape, int numbers)
    {
        var series = SeriesShape.Of(shape);
        return new DataShape(series.Channels + numbers, series.Steps, series.Width);
    }

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> BuildEncoder(DataShape input, int outputs, Generator random) =>
        new RecurrentEncoder(EncoderLayers(input, outputs), new WeightDraw(Initialization, random));

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> BuildDecoder(int inputs, DataShape output, Generator random) =>
        new RecurrentDecoder(DecoderLayers(inputs, output), new WeightDraw(Initialization, random));

    /// <inheritdoc/>
    internal override ValueList<Layer> EncoderLayers(DataShape input, int outputs)
    {
        var series = SeriesShape.Of(input);
        return
        [
            new ToSteps("steps", input),
            .. Stacked(series.Steps, series.Features),
            new LastStep("last", series.Steps, Units),
            new Dense("code.dense1", Units, outputs),
        ];
    }

    /// <inheritdoc/>
    internal override ValueList<Layer> DecoderLayers(int inputs, DataShape output)
    {
        var series = SeriesShape.Of(output);
        ValueList<RecurrentLayer> stacked = [.. Stacked(series.Steps, inputs)];
        return
        [
            new Unrolled("unrolled", stacked, new Dense("state.dense1", inputs, stacked.Sum(layer => layer.StateSize))),
            new Dense("features.dense1", Units, series.Features) { From = RecurrentLayer.Series(series.Steps, Units), To = series.AsShape },
            new FromSteps("rows", output),
        ];
    }

    private IEnumerable<RecurrentLayer> Stacked(int steps, int inputs) =>
        Enumerable.Range(1, Layers).Select(number => RecurrentLayer.Of(Cell, $"recurrent{number}", steps, number == 1 ? inputs : Units, Units));
}
