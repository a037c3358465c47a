using System.Text.RegularExpressions;
using Hourglass.Tests.Docs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hourglass.Tests.Architecture;

/// <summary>The messages of the library are in its own words: options of the command line are named by the command line.</summary>
public sealed partial class LibraryWordsTests
{
    [Fact]
    public void No_text_of_the_library_names_an_option_of_the_command_line()
    {
        var root = Path.Combine(Repository.Root, "src", "Hourglass");
        string[] found = [.. from file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                             let name = Path.GetRelativePath(root, file).Replace('\\', '/')
                             where name.Split('/')[0] is not ("bin" or "obj")
                             from text in Texts(file)
                             where Word().IsMatch(text)
                             select $"{name}: {text}"];
        Assert.True(found.Length == 0, $"Name options by Setting(...):\n{string.Join('\n', found)}");
    }

    [Theory]
    [InlineData("use --set clip=5", true)]
    [InlineData("--latent 3", true)]
    [InlineData("(--model ae)", true)]
    [InlineData("style=\"--natural:1px\"", false)]
    [InlineData("a - b -- c", false)]
    public void Words_of_the_command_line_are_seen(string text, bool isSeen) => Assert.Equal(isSeen, Word().IsMatch(text));

    /// <summary>The literals of a source file, and the literal pieces of its interpolated strings.</summary>
    private static IEnumerable<string> Texts(string file) =>
        CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringTextToken)
                || token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken) || token.IsKind(SyntaxKind.SingleLineRawStringLiteralToken))
            .Select(token => token.ValueText);

    [GeneratedRegex(@"(^|[\s('])--[a-z]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
