namespace Hourglass.Data;

/// <summary>A record of delimited text.</summary>
/// <param name="Cells">Its cells, without quotation marks.</param>
/// <param name="FirstLine">The line on which it begins, counted from 1.</param>
/// <param name="LastLine">The line on which it ends.</param>
/// <param name="BlankLines">Blank lines before it, since the record before.</param>
internal sealed record CsvRecord(string[] Cells, int FirstLine, int LastLine, int BlankLines);
