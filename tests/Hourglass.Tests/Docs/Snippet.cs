namespace Hourglass.Tests.Docs;

/// <summary>
/// A C# block of a page. Without more it is a whole program or file. Where it is not, the HTML comment before it says so, in one of two ways:
/// "csharp" followed by the file that it stands in, at the line {block}; or "source" and the path of a file of this repository that contains it.
/// </summary>
/// <param name="Page">Relative to the root.</param>
/// <param name="Block">The block.</param>
/// <param name="Output">The lines of a text block that follows at once: what the program writes; null for none.</param>
internal sealed record Snippet(string Page, CodeBlock Block, IReadOnlyList<string>? Output)
{
    private const string Place = "{block}";

    /// <summary>The C# blocks of a page, in order.</summary>
    public static IReadOnlyList<Snippet> Of(string page)
    {
        var blocks = CodeBlock.Of(Repository.Lines(page));
        return [.. blocks.Select((block, i) => new Snippet(page, block,
            OutputBehind(block, blocks.ElementAtOrDefault(i + 1)))).Where(one => one.Block.Language == "csharp")];
    }

    /// <summary>The path of the source file that it is quoted from; null for none.</summary>
    public string? Source => Block.Comment is [var only] && only.StartsWith("source ", StringComparison.Ordinal) ? only["source ".Length..] : null;

    /// <summary>The file to compile. Using directives of the block go to its top.</summary>
    public string File
    {
        get
        {
            if (Block.Comment is not ["csharp", .. var around]) return string.Join('\n', Block.Lines);
            if (around.Count(line => line.Trim() == Place) != 1)
                throw new InvalidOperationException($"{this}: the comment before the block needs one line {Place}.");
            var usings = Block.Lines.TakeWhile(line => line.Length == 0
                || (line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('='))).ToArray();
            return string.Join('\n', [.. usings, .. around.SelectMany(line => line.Trim() == Place ? Block.Lines.Skip(usings.Length) : [line])]);
        }
    }

    public override string ToString() => $"{Page}:{Block.Line}";

    private static IReadOnlyList<string>? OutputBehind(CodeBlock block, CodeBlock? next) =>
        next is { Language: "text" } && next.Line == block.Line + block.Lines.Count + 3 ? next.Lines : null;
}
