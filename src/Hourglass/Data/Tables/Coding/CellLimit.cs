namespace Hourglass.Data;

/// <summary>The cells of a column that made rows may have.</summary>
internal abstract record CellLimit
{
    /// <summary>Whether there are any.</summary>
    public abstract bool IsPossible { get; }
}
