namespace Hourglass.Data;

/// <summary>The cells of a column with a density that made rows may have.</summary>
/// <param name="Scaled">The scaled values from which such cells are made.</param>
/// <param name="Cells">The cells.</param>
internal sealed record ValueLimit(CellRange Scaled, CellRange Cells) : CellLimit
{
    /// <inheritdoc/>
    public override bool IsPossible => Scaled.Least < Scaled.Most;
}
