namespace Hourglass.Data;

/// <summary>A record of delimited text without its cells. Blank lines are none.</summary>
/// <param name="FirstLine">The line on which it begins, counted from 1.</param>
/// <param name="Lines">The number of lines that it takes.</param>
/// <param name="Cells">The number of its cells.</param>
internal readonly record struct CsvSpan(long FirstLine, int Lines, int Cells)
{
    /// <summary>Whether its last cell is empty, as after a delimiter at the end of every row.</summary>
    public bool EndsInDelimiter { get; init; }

    /// <summary>Whether a quotation mark has no partner in the rest of the text, or text follows the second one of a cell.</summary>
    public bool IsMisquoted { get; init; }

    /// <summary>Whether a quotation mark is still open at the end of the text, or of the longest row that is read.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether it can be divided into this number of cells.</summary>
    public bool Fits(int columns) => !IsMisquoted && (Cells == columns || (Cells == columns + 1 && EndsInDelimiter));
}
