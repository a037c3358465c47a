using System.Text.Json.Serialization;

namespace Hourglass.Data;

/// <summary>A rising function from the numbers of a column to a scale on which a model reads and makes them; fitted on training rows.</summary>
[PartKind]
public abstract record NumberScale
{
    /// <summary>What it is, as a word.</summary>
    [JsonIgnore]
    public abstract string Description { get; }

    /// <summary>The scaled value of a number.</summary>
    internal abstract double Scaled(double number);

    /// <summary>The number of a scaled value.</summary>
    internal abstract double Number(double scaled);

    /// <summary>What does not fit, one sentence per violation.</summary>
    internal abstract IEnumerable<MessageText> Violations(string column);
}
