namespace Hourglass.Evaluation;

/// <summary>A row as ML.NET reads it, by the names of its properties.</summary>
internal sealed class TreeRow
{
    /// <summary>The columns.</summary>
    public float[] Features { get; init; } = [];

    /// <summary>Whether the row is of the second class.</summary>
    public bool Label { get; set; }
}
