namespace Hourglass;

/// <summary>A document that knows which of its values are out of range.</summary>
internal interface IChecked
{
    /// <summary>One sentence a violation, each beginning with the name of the value; none when all is well.</summary>
    IEnumerable<string> Violations();
}
