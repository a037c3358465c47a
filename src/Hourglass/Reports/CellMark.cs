namespace Hourglass.Reports;

/// <summary>What is special about a cell of a <see cref="RowsSection"/>.</summary>
internal enum CellMark
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It was empty and has been filled.</summary>
    Filled,

    /// <summary>It is empty.</summary>
    Empty,

    /// <summary>The model would not expect it.</summary>
    Strange,
}
