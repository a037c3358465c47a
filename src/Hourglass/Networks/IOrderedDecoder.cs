using static TorchSharp.torch;

namespace Hourglass;

/// <summary>A decoder that gives the distribution of each column of a table given the latent vector and the columns before it.</summary>
internal interface IOrderedDecoder
{
    /// <summary>The number of context networks, which read the known cells of rows whose other cells are filled; 0 if the decoder does not learn it.</summary>
    int ContextNetworks { get; }

    /// <summary>The logits of all columns for known rows: [rows, outputs].</summary>
    /// <param name="inputs">Latent vectors, with any condition: [rows, inputs].</param>
    /// <param name="target">The rows, coded: [rows, size]. A column that is unknown in a row is ignored by those after it.</param>
    Tensor Score(Tensor inputs, Tensor target);

    /// <summary>What each context network adds to the logits: [networks, rows, outputs].</summary>
    /// <param name="shown">Coded rows, whose unknown cells are 0, for each network: [networks, rows, size].</param>
    Tensor Context(Tensor shown);

    /// <summary>The logits of all columns given the known cells alone, by each context network: [networks, rows, outputs].</summary>
    /// <param name="inputs">The origin of the latent space, with any condition: [rows or 1, inputs].</param>
    /// <param name="context">The result of <see cref="Context"/>.</param>
    Tensor Complete(Tensor inputs, Tensor context);

    /// <summary>The same for training: some cells, chosen at random, are also given the columns before them.</summary>
    /// <param name="inputs">The origin of the latent space, with any condition: [rows or 1, inputs].</param>
    /// <param name="context">The result of <see cref="Context"/>.</param>
    /// <param name="target">The rows with all known cells: [rows, size].</param>
    /// <param name="inOrder">The share of these cells.</param>
    /// <param name="random">Source of randomness.</param>
    Tensor Complete(Tensor inputs, Tensor context, Tensor target, double inOrder, Generator random);

    /// <summary>Rows drawn column by column; each reads the columns before it and, in rows with given cells, all of these.</summary>
    /// <param name="inputs">Latent vectors, with any condition: [rows, inputs]. With given cells, the origin.</param>
    /// <param name="random">Source of randomness; null to take the most probable level of each column.</param>
    /// <param name="given">Coded rows whose known cells are kept, and their context; null to draw all cells.</param>
    /// <param name="logShares">Added to the logits of levels when they are chosen: [outputs]; null for nothing. Minus infinity excludes a level.</param>
    OrderedRows Draw(Tensor inputs, Generator? random, GivenCells? given = null, Tensor? logShares = null);
}
