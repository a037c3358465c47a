using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>What the store of a table says about itself.</summary>
/// <param name="Key">The state of the source that it was made of, and the build that made it.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Schema">The columns.</param>
/// <param name="Columns">The columns with cells in the store.</param>
/// <param name="Warnings">What did not fit a schema when the rows were read.</param>
/// <param name="Notes">How the rows were read.</param>
internal sealed record TableHeader(string Key, int Rows, TableSchema Schema, ValueList<StoredColumn> Columns, ValueList<MessageText> Warnings,
    ValueList<MessageText> Notes) : IStoreHeader;
