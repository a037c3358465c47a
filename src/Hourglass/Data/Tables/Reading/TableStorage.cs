namespace Hourglass.Data;

/// <summary>How a table is stored.</summary>
internal enum TableStorage
{
    /// <summary>Delimited text.</summary>
    Text,

    /// <summary>Objects in JSON, in an array or one per line.</summary>
    Json,

    /// <summary>Apache Parquet.</summary>
    Parquet,

    /// <summary>A table of a SQLite file.</summary>
    Sqlite,

    /// <summary>The result of a query over files.</summary>
    Query,
}
