using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hourglass.Tests.Docs;

/// <summary>Compiles snippets in memory as a foreign program sees the library: its public surface, the usual implicit usings, and nullable on.</summary>
internal static class SnippetCompiler
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; " +
            "global using System.Threading; global using System.Threading.Tasks;";

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    private static readonly Lazy<MetadataReference[]> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>
    /// The sentences of the compiler about a snippet, warnings included; none where it compiles. The blocks of its page that are whole files of types belong
    /// to it.
    /// </summary>
    public static IReadOnlyList<string> Complaints(Snippet snippet) =>
        [.. Compilation(snippet).GetDiagnostics().Where(one => one.Severity >= DiagnosticSeverity.Warning).Select(one => $"{snippet}: {one}")];

    /// <summary>Runs a program and gives what it wrote.</summary>
    /// <param name="snippet">A block of statements.</param>
    /// <param name="folder">The folder it runs in. Both this and the console belong to the process, so that no other test may run beside.</param>
    public static string Run(Snippet snippet, string folder)
    {
        using var code = new MemoryStream();
        var emitted = Compilation(snippet).Emit(code, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        code.Position = 0;
        var context = new AssemblyLoadContext("snippet", isCollectible: true);
        var (console, current) = (Console.Out, Directory.GetCurrentDirectory());
        using var written = new StringWriter();
        try
        {
            Console.SetOut(written);
            Directory.SetCurrentDirectory(folder);
            context.LoadFromStream(code).EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(console);
            Directory.SetCurrentDirectory(current);
            context.Unload();
        }

        return written.ToString();
    }

    private static CSharpCompilation Compilation(Snippet snippet)
    {
        var tree = Parse(snippet.File);
        var types = Snippet.Of(snippet.Page).Where(one => one.Block.Line != snippet.Block.Line
            && one.Source is null).Select(one => Parse(one.File)).Where(IsTypes);
        var kind = IsTypes(tree) ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication;
        var options = new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable);
        return CSharpCompilation.Create("Snippet", [Parse(ImplicitUsings), tree, .. types], References.Value, options);
    }

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, Parsing);

    private static bool IsTypes(SyntaxTree tree) => !tree.GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any();
}
