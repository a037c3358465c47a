namespace Hourglass.Data;

/// <summary>Space for the codes of a column, filled from the first to the last.</summary>
internal interface ICellSpace
{
    /// <summary>The cells, once all are there.</summary>
    ColumnCells Finish(CellEncoding encoding);
}
