namespace Hourglass;

/// <summary>The paper that describes a part of a model, for citing the parts that a model uses.</summary>
/// <param name="key">The BibTeX key.</param>
/// <param name="authors">In BibTeX form, joined by "and".</param>
/// <param name="title">The title.</param>
/// <param name="venue">Journal or conference.</param>
/// <param name="year">The year.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Field)]
internal sealed class CitesAttribute(string key, string authors, string title, string venue, int year) : Attribute
{
    /// <summary>The paper.</summary>
    public Paper Paper { get; } = new(key, authors, title, venue, year);
}
