using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Settings;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hourglass;

/// <summary>
/// A decoder that gives the columns of a table in order, each given the latent vector and the columns before it: p(x|z) = prod p(x_j | z, x_1..x_(j-1)).
/// Each column has a hidden layer of its own, as in a masked autoencoder (M. Germain et al., "MADE: masked autoencoder for distribution estimation", ICML
/// 2015), so that training needs one pass. In training, columns before it are left out at random, without which the latent vector would carry nothing
/// (S. R. Bowman et al., "Generating sentences from a continuous space", CoNLL 2016, section 3.1). Context networks read the known cells of rows whose other
/// cells are filled.
/// </summary>
/// <param name="Columns">The columns.</param>
/// <param name="Hidden">Hidden units per column.</param>
/// <param name="Omission">The share of cells for which some columns before them are left out in training: a fraction that is drawn from 0 to 1.</param>
/// <param name="ContextUnits">Units of each of the two hidden layers of a context network.</param>
/// <param name="ContextNetworks">How many context networks there are: the mean of their probabilities fills cells. 0 for a decoder that does not learn it.</param>
/// <param name="ContextDropout">The fraction of these units that is set to 0 in each training step; 0 to below 1.</param>
[Cites("bowman2016", "S. R. Bowman and L. Vilnis and O. Vinyals and A. M. Dai and R. Jozefowicz and S. Bengio", "Generating sentences from a continuous space",
    "CoNLL", 2016)]
public sealed record OrderedSpec(
    ValueList<LevelsBlock> Columns,
    [property: Setting("hidden units per column of an ordered decoder", Name = "column_units", Least = 1, Most = 65_536)]
    int Hidden = 128,
    [property: Setting("share of training cells for which a random fraction of the columns before them is left out, in an ordered decoder",
        Name = "column_omission", Least = 0, Most = 1)]
    double Omission = 0.5,
    [property: Setting("units of each hidden layer of a context network, which reads the known cells of a row whose other cells are filled",
        Name = "context_units", Least = 1, Most = 65_536)]
    int ContextUnits = 256,
    [property: Setting("number of context networks, the mean of whose probabilities fills cells", Name = "context_networks", Least = 0, Most = 64)]
    int ContextNetworks = 1,
    [property: Setting("fraction of the hidden units of context networks that is set to 0 in each training step", Name = "context_dropout", Least = 0, Most = 0.95)]
    double ContextDropout = 0) : NetworkSpec
{
    internal static OptionSet<OrderedSpec> Declared { get; } = new(() => new OrderedSpec([]));

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(DataShape shape, int latent, int outputs)
    {
        foreach (var violation in Declared.Violations(this)) yield return violation;
        foreach (var violation in Columns.SelectMany(column => column.Violations())) yield return violation;
        if (ColumnBlock.WidthOf(Columns) != shape.Size)
            yield return $"The {What("columns of the decoder")} have {Got(ColumnBlock.WidthOf(Columns))} numbers, but an example has {shape.Size}; give " +
                $"{Allowed("the columns of the data")}.";
    }

    /// <summary>Lists what does not fit in the rest of the model: one sentence per violation.</summary>
    internal static IEnumerable<MessageText> Violations(Networks networks, Loss loss)
    {
        if (networks.Encoder is OrderedSpec)
            yield return $"The {What("encoder")} is an OrderedSpec, which can only be a decoder; give {Allowed("a DenseSpec as the encoder")}.";
        if (networks.Decoder is OrderedSpec ordered && !(loss is Columns columns && columns.Blocks.SequenceEqual(ordered.Columns)))
            yield return $"A {What("decoder of columns in order")} needs a loss of the same columns, but the loss is {Got(loss.GetType().Name)}; give " +
                $"{Allowed("Columns with these columns")}.";
    }

    /// <inheritdoc/>
    public override DataShape WithCondition(DataShape shape, int numbers) => DataShape.Row(shape.Size + numbers);

    /// <inheritdoc/>
    /// <exception cref="UsageException">Always: there is no encoder of this kind.</exception>
    public override Module<Tensor, Tensor> BuildEncoder(DataShape input, int outputs, Generator random) =>
        throw new UsageException($"{What("An OrderedSpec")} can only be a decoder; give {Allowed("a DenseSpec as the encoder")}.");

    /// <inheritdoc/>
    public override Module<Tensor, Tensor> BuildDecoder(int inputs, DataShape output, Generator random) => new OrderedDecoder(this, inputs, random);
}
