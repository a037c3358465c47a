namespace Hourglass.Tests.Docs;

/// <summary>A fenced block of a Markdown page.</summary>
/// <param name="Language">What stands behind the opening fence.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record CodeBlock(string Language, IReadOnlyList<string> Lines)
{
    /// <summary>The number of the opening fence's line, from 1.</summary>
    public int Line { get; init; }

    /// <summary>The lines of the HTML comment that ends on the line before the fence; empty for none.</summary>
    public string[] Comment { get; init; } = [];

    /// <summary>All blocks of a page, in order.</summary>
    public static IReadOnlyList<CodeBlock> Of(IEnumerable<string> page)
    {
        List<CodeBlock> blocks = [];
        (CodeBlock Block, List<string> Lines)? open = null;
        List<string> before = [];
        foreach (var line in page)
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                (open?.Lines ?? before).Add(line);
            }
            else if (open is { } block)
            {
                blocks.Add(block.Block);
                before.AddRange(Enumerable.Repeat("", block.Lines.Count + 2));
                open = null;
            }
            else
            {
                List<string> lines = [];
                open = (new CodeBlock(line[3..], lines) { Line = before.Count + 1, Comment = CommentAtTheEnd(before) }, lines);
            }
        }

        return open is null ? blocks : throw new InvalidOperationException($"A block of '{open.Value.Block.Language}' is not closed.");
    }

    private static string[] CommentAtTheEnd(List<string> before)
    {
        if (before is not [.., var last] || !last.EndsWith("-->", StringComparison.Ordinal)) return [];
        var start = before.FindLastIndex(line => line.StartsWith("<!--", StringComparison.Ordinal));
        return string.Join('\n', before[start..])["<!--".Length..^"-->".Length].Trim().Split('\n');
    }
}
