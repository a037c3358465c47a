using System.Text.Json.Serialization;

namespace Hourglass.Data;

/// <summary>How the cells of a column become numbers of a row and come back; fitted on training rows and saved with the model.</summary>
/// <param name="Name">The column.</param>
[PartKind]
public abstract record ColumnCode(string Name)
{
    /// <summary>The numbers of the column in a row.</summary>
    [JsonIgnore]
    public abstract ColumnBlock Block { get; }

    /// <summary>What was decided about the column, as a phrase.</summary>
    [JsonIgnore]
    public abstract string Description { get; }

    /// <summary>The code ready for use.</summary>
    internal abstract ColumnCoder ToCoder();

    /// <summary>Whether it can code the cells of this column.</summary>
    internal abstract bool Fits(ColumnSchema column);

    /// <summary>What does not fit, one sentence per violation.</summary>
    internal virtual IEnumerable<MessageText> Violations() => Block.Violations();
}
