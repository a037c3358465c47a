using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Hourglass.Tests.Architecture;

/// <summary>What is particular to one engine stays within Engines/: everything else knows the interfaces, and the option that chooses.</summary>
public sealed class EngineNamesTests
{
    [Fact]
    public void The_library_outside_of_Engines_uses_no_type_of_one_engine()
    {
        string[] broken = [.. LibraryDependencies.Uses.Where(use => IsOneEngines(use.To) && !use.From.Split('/')[0].Equals("Engines", StringComparison.Ordinal))
            .Select(use => $"{use}").Order(StringComparer.Ordinal)];
        Assert.True(broken.Length == 0, $"Give Engines an interface for:\n{string.Join('\n', broken)}");
        Assert.Contains(LibraryDependencies.Uses, use => IsOneEngines(use.To));
    }

    [Fact]
    public void The_command_line_uses_no_type_of_one_engine()
    {
        using var assembly = new PEReader(File.OpenRead(typeof(Hourglass.Cli.CommandLine).Assembly.Location));
        var reader = assembly.GetMetadataReader();
        string[] used = [.. reader.TypeReferences.Select(reader.GetTypeReference).Select(type => $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}")];
        Assert.Contains("Hourglass.Engines.EngineTaken", used);
        Assert.DoesNotContain(used, type => type.StartsWith("Hourglass.Engines.Fused.", StringComparison.Ordinal)
            || type.StartsWith("Hourglass.Engines.Torch.", StringComparison.Ordinal));
    }

    private static bool IsOneEngines(string folder) => folder.StartsWith("Engines/", StringComparison.Ordinal);
}
