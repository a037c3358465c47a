using static TorchSharp.torch;

namespace Hourglass;

/// <summary>A decoder that gives the distribution of each column of a table given the latent vector and the columns before it.</summary>
internal interface IOrderedDecoder
{
    /// <summary>The logits of all columns for known rows: [rows, outputs].</summary>
    /// <param name="inputs">Latent vectors, with any condition: [rows, inputs].</param>
    /// <param name="target">The rows, coded: [rows, size]. A column that is unknown in a row is ignored by those after it.</param>
    Tensor Score(Tensor inputs, Tensor target);

    /// <summary>The number of networks that read given cells.</summary>
    int Networks { get; }

    /// <summary>The logits of all columns given known cells, before or after them, by each network of an ensemble: [networks, rows, outputs].</summary>
    /// <param name="inputs">The origin of the latent space, with any condition: [rows, inputs].</param>
    /// <param name="shown">Coded rows, whose unknown cells are 0, for each network: [networks, rows, size].</param>
    /// <param name="target">In training, the whole rows, of which half of the cells read the columns before them; null to read the shown cells alone.</param>
    Tensor Complete(Tensor inputs, Tensor shown, Tensor? target = null);

    /// <summary>Rows drawn column by column; each reads the columns before it and, in rows with given cells, all of these.</summary>
    /// <param name="inputs">Latent vectors, with any condition: [rows, inputs].</param>
    /// <param name="random">Source of randomness; null to take the most probable level of each column.</param>
    /// <param name="given">Coded rows whose known cells are kept: [rows, size]; null to draw all cells.</param>
    /// <param name="allowsEmpty">Whether an empty cell can be drawn.</param>
    /// <param name="logShares">Added to the logits of levels when they are chosen: [outputs]; null for nothing. Minus infinity excludes a level.</param>
    OrderedRows Draw(Tensor inputs, Generator? random, Tensor? given = null, bool allowsEmpty = true, Tensor? logShares = null);
}
