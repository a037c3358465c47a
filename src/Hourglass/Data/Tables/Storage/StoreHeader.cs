using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>What a store says about itself.</summary>
/// <param name="Format">Version of the format of stores; those of another are made again.</param>
/// <param name="Key">The state of the source that it was made of.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Schema">The columns.</param>
/// <param name="Columns">The columns with cells in the store.</param>
/// <param name="Warnings">What did not fit a schema when the rows were read.</param>
/// <param name="Notes">How the rows were read.</param>
internal sealed record StoreHeader(int Format, string Key, int Rows, TableSchema Schema, ValueList<StoredColumn> Columns, ValueList<MessageText> Warnings,
    ValueList<MessageText> Notes)
{
    /// <summary>The version of the format that this library writes and reads.</summary>
    public const int CurrentFormat = 1;
}
