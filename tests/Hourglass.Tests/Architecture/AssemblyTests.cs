using System.Reflection;
using System.Runtime.CompilerServices;
using Hourglass.Kernels;

namespace Hourglass.Tests.Architecture;

/// <summary>Command line, library and kernels use one another in one direction, and the library knows no console.</summary>
public sealed class AssemblyTests
{
    private static readonly Assembly Library = typeof(Autoencoder).Assembly;
    private static readonly Assembly Kernels = typeof(AlignedBuffer).Assembly;

    [Fact]
    public void The_kernels_use_nothing_but_the_runtime() =>
        Assert.All(Kernels.GetReferencedAssemblies(), one => Assert.StartsWith("System.", one.Name!, StringComparison.Ordinal));

    [Fact]
    public void The_library_uses_of_this_repository_the_kernels_alone() =>
        Assert.Equal([Kernels.GetName().Name], Library.GetReferencedAssemblies().Select(one => one.Name).Where(IsOurs));

    [Fact]
    public void The_command_line_uses_of_this_repository_the_library_alone() =>
        Assert.Equal([Library.GetName().Name], typeof(Hourglass.Cli.CommandLine).Assembly.GetReferencedAssemblies().Select(one => one.Name).Where(IsOurs));

    [Fact]
    public void The_command_line_sees_of_the_library_what_is_public() =>
        Assert.DoesNotContain(Library.GetCustomAttributes<InternalsVisibleToAttribute>(),
            friend => friend.AssemblyName == typeof(Hourglass.Cli.CommandLine).Assembly.GetName().Name);

    [Theory]
    [InlineData("System.Console")]
    [InlineData("System.CommandLine")]
    [InlineData("Spectre.Console")]
    public void The_library_knows_no_console(string assembly) => Assert.DoesNotContain(assembly, Library.GetReferencedAssemblies().Select(one => one.Name));

    private static bool IsOurs(string? name) => name!.StartsWith("Hourglass", StringComparison.Ordinal);
}
