namespace Hourglass;

/// <summary>Where a model was published.</summary>
/// <param name="Key">The BibTeX key.</param>
/// <param name="Authors">In BibTeX form, joined by "and".</param>
/// <param name="Title">The title.</param>
/// <param name="Venue">Journal or conference.</param>
/// <param name="Year">The year.</param>
public sealed record Paper(string Key, string Authors, string Title, string Venue, int Year)
{
    /// <summary>One readable line.</summary>
    public override string ToString() => $"{Authors.Replace(" and ", ", ", StringComparison.Ordinal)}: {Title}. {Venue}, {Year}.";

    /// <summary>A BibTeX entry.</summary>
    public string ToBibTeX() => $$"""
        @misc{{{Key}},
          author = {{{Authors}}},
          title = {{{Title}}},
          howpublished = {{{Venue}}},
          year = {{{Year}}}
        }
        """;
}
