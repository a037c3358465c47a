namespace Hourglass;

/// <summary>A document that checks whether its values are in range.</summary>
internal interface IChecked
{
    /// <summary>One sentence per violation, each beginning with the name of the value; none if all values are valid.</summary>
    IEnumerable<MessageText> Violations();
}
