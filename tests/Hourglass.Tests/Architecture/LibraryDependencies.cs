using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Hourglass.Tests.Architecture;

/// <summary>
/// Which folder of the library uses which types of which other folder, read from the compiled code: signatures, attributes and bodies. Constants are inlined
/// by the compiler and stay unseen.
/// </summary>
internal static class LibraryDependencies
{
    private static readonly Lazy<IReadOnlyCollection<FolderUse>> Found = new(Read);

    public static SourceFolders Folders { get; } = new();

    public static IReadOnlyCollection<FolderUse> Uses => Found.Value;

    private static IReadOnlyCollection<FolderUse> Read()
    {
        var architecture = new ArchLoader().LoadAssembly(typeof(Autoencoder).Assembly).Build();
        HashSet<FolderUse> uses = [];
        foreach (var type in architecture.Types)
        {
            if (Folders.Of(type.FullName) is not { } from) continue;
            foreach (var target in type.Dependencies.Select(dependency => dependency.Target).Where(target => target is not GenericParameter))
                if (Folders.Of(target.FullName) is { } to && to != from) uses.Add(new(from, to, SourceFolders.Outer(target.FullName).Split('.')[^1]));
        }

        return uses;
    }
}
