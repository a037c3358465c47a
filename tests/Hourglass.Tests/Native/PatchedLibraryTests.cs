using Hourglass.Native;

namespace Hourglass.Tests.Native;

public sealed class PatchedLibraryTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"hourglass-test-{Guid.NewGuid():N}");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void StoreReplacesADamagedCopyAndLeavesNothingElseBehind()
    {
        byte[] bytes = [1, 2, 3, 4];
        var path = PatchedLibrary.Store(bytes, folder, "library.so");
        File.WriteAllBytes(path, [1, 2]);

        Assert.Equal(path, PatchedLibrary.Store(bytes, folder, "library.so"));

        Assert.Equal(bytes, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder));
    }

    [Fact]
    public void StoreMayHappenManyTimesAtOnce()
    {
        var bytes = new byte[100_000];
        Random.Shared.NextBytes(bytes);

        Parallel.For(0, 16, _ => Assert.Equal(bytes, File.ReadAllBytes(PatchedLibrary.Store(bytes, folder, "library.so"))));

        Assert.Single(Directory.GetFiles(folder));
    }
}
