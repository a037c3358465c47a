namespace Hourglass.Data;

/// <summary>The cells of a column of levels that made rows may have: for each level, the share of its cells that are among them, and draws of these.</summary>
/// <param name="Shares">The share of the cells of each level, from 0 to 1; 0 for an empty cell.</param>
/// <param name="Draw">A cell of a level for a uniform random number.</param>
internal sealed record LevelLimit(double[] Shares, Func<int, double, double> Draw) : CellLimit
{
    /// <inheritdoc/>
    public override bool IsPossible => Array.Exists(Shares, share => share > 0);
}
