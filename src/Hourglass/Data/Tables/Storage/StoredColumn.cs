namespace Hourglass.Data;

/// <summary>A column whose cells lie in a store; columns that were left out have none.</summary>
/// <param name="Index">Its position in the table.</param>
/// <param name="Cells">The codes of its cells, or the ends of its texts.</param>
/// <param name="Encoding">How the codes are packed; null for texts.</param>
/// <param name="Texts">The texts, or null.</param>
internal sealed record StoredColumn(int Index, StoredSection Cells, CellEncoding? Encoding, StoredSection? Texts);
