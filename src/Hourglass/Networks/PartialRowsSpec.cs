using Hourglass.Data;
using Hourglass.Layers;
using Hourglass.Numerics;

namespace Hourglass;

/// <summary>
/// An encoder of a table's rows that learns to do without some of their cells: in training, columns are hidden from it at random. Its code of a row with
/// empty cells is then a code of the cells that are known.
/// </summary>
/// <param name="Body">The encoder.</param>
/// <param name="Columns">Numbers of each column in a row.</param>
/// <param name="Most">The largest fraction of a row's columns that is hidden in training; 0 to 1.</param>
public sealed record PartialRowsSpec(
    NetworkSpec Body,
    ValueList<int> Columns,
    double Most = 0.8) : LayeredSpec
{
    private LayeredSpec Layered => (LayeredSpec)Body;

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(DataShape shape, int latent, int outputs)
    {
        if (Body is not LayeredSpec)
            yield return $"{What("The encoder of partial rows")} is a {Got(Body.GetType().Name)}; give {Allowed("a list of layers, such as a DenseSpec")}.";
        foreach (var violation in Body.Violations(shape, latent, outputs)) yield return violation;
        if (Most is not (>= 0 and <= 1)) yield return $"The {What("fraction of hidden columns")} is {Got(Most)}; give {Allowed("0 to 1")}.";
        if (Columns.Any(width => width < 1) || Columns.Sum() != shape.Size)
            yield return $"The {What("hidden columns")} have {Got(Columns.Sum())} numbers, but an example has {shape.Size}; give {Allowed("the columns of the data")}.";
    }

    /// <inheritdoc/>
    public override DataShape WithCondition(DataShape shape, int numbers) => Body.WithCondition(shape, numbers);

    /// <inheritdoc/>
    private protected override Initialization Draws => Layered.Drawn;

    /// <inheritdoc/>
    internal override ValueList<Layer> EncoderLayers(DataShape input, int outputs) =>
        [new HideColumns("hide", input, Columns, Most), .. Layered.EncoderLayers(input, outputs)];

    /// <inheritdoc/>
    internal override ValueList<Layer> DecoderLayers(int inputs, DataShape output) => Layered.DecoderLayers(inputs, output);
}
