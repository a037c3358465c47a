namespace Hourglass.Data;

/// <summary>How the columns of numbers, dates and durations of a table are coded.</summary>
public enum NumberCoding
{
    /// <summary>As levels, which gave the more faithful rows with every decoder.</summary>
    Auto,

    /// <summary>A number for each value or interval (<see cref="NumberCode"/>); the decoder gives a probability of each.</summary>
    Levels,

    /// <summary>One scaled number (<see cref="ValueCode"/>); the decoder gives a density. Rows are shorter, and training is faster.</summary>
    Density,
}
