namespace Hourglass;

/// <summary>The paper a part of a model comes from, so that a model's parts in use can be cited.</summary>
/// <param name="key">The BibTeX key.</param>
/// <param name="authors">As BibTeX wants them, joined by "and".</param>
/// <param name="title">The title.</param>
/// <param name="venue">Journal or conference.</param>
/// <param name="year">The year.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Field)]
internal sealed class CitesAttribute(string key, string authors, string title, string venue, int year) : Attribute
{
    /// <summary>The paper.</summary>
    public Paper Paper { get; } = new(key, authors, title, venue, year);
}
