namespace Hourglass.Data;

/// <summary>A file format for rows of numbers.</summary>
internal enum TableFormat
{
    /// <summary>NumPy's array file.</summary>
    Npy,

    /// <summary>Comma-separated text with a header.</summary>
    Csv,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}
