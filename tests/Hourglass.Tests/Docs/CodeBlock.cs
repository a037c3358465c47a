namespace Hourglass.Tests.Docs;

/// <summary>A fenced block of a Markdown page.</summary>
/// <param name="Language">What stands behind the opening fence.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record CodeBlock(string Language, IReadOnlyList<string> Lines)
{
    /// <summary>All blocks of a page, in order.</summary>
    public static IReadOnlyList<CodeBlock> Of(IEnumerable<string> page)
    {
        List<CodeBlock> blocks = [];
        (string Language, List<string> Lines)? open = null;
        foreach (var line in page)
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                open?.Lines.Add(line);
            }
            else if (open is { } block)
            {
                blocks.Add(new CodeBlock(block.Language, block.Lines));
                open = null;
            }
            else
            {
                open = (line[3..], []);
            }
        }

        return open is null ? blocks : throw new InvalidOperationException($"A block of '{open.Value.Language}' is not closed.");
    }
}
