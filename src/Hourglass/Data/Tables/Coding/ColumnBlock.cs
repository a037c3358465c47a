using System.Text.Json.Serialization;

namespace Hourglass.Data;

/// <summary>The numbers of one column in a coded row of a table (<see cref="TableCoding"/>).</summary>
/// <param name="Name">The column.</param>
[PartKind]
public abstract record ColumnBlock(string Name)
{
    /// <summary>How many numbers they are.</summary>
    [JsonIgnore]
    public abstract int Width { get; }

    /// <summary>How many numbers a decoder gives for the distribution of the column.</summary>
    [JsonIgnore]
    public abstract int Outputs { get; }

    /// <summary>What does not fit, one sentence per violation.</summary>
    internal abstract IEnumerable<MessageText> Violations();

    /// <summary>The size of a row made of these blocks.</summary>
    internal static int WidthOf(IEnumerable<ColumnBlock> blocks) => blocks.Sum(block => block.Width);
}
