using Hourglass.Files;

namespace Hourglass.Tests.Files;

public sealed class PathIdentityTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public PathIdentityTests()
    {
        folder.Write(Path.Combine("data", "deep", "a.npy"), [1]);
        Directory.CreateSymbolicLink(folder["link"], folder["data"]);
        File.CreateSymbolicLink(folder["data", "b.npy"], Path.Combine("deep", "a.npy"));
        using (var link = System.Diagnostics.Process.Start("ln", [folder["data", "deep", "a.npy"], folder["hard.npy"]])) link.WaitForExit();
        File.CreateSymbolicLink(folder["chain"], Path.Combine("link", "deep", "..", "b.npy"));
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("data/deep/../deep/./a.npy")]
    [InlineData("link/deep/a.npy")]
    [InlineData("data/b.npy")]
    [InlineData("link/b.npy")]
    [InlineData("chain")]
    [InlineData("hard.npy")]
    public void Every_way_to_a_file_is_the_same(string way) =>
        Assert.True(PathIdentity.AreSame(folder["data", "deep", "a.npy"], Path.Combine(folder.Root, way)));

    [Theory]
    [InlineData("data/deep/c.npy")]
    [InlineData("data/deep")]
    [InlineData("data/deep/A.npy")]
    public void Other_places_are_not(string way)
    {
        if (way.EndsWith("A.npy", StringComparison.Ordinal)) folder.Write(Path.Combine("data", "deep", "A.npy"), [2]);
        var tellsCase = File.ReadAllBytes(folder["data", "deep", "a.npy"])[0] == 1;
        if (tellsCase) Assert.False(PathIdentity.AreSame(folder["data", "deep", "a.npy"], Path.Combine(folder.Root, way)));
    }

    [Fact]
    public void A_file_lies_within_each_folder_on_its_way_and_in_no_other()
    {
        Assert.True(PathIdentity.IsWithin(folder["data", "deep", "new.npy"], folder["link"]));
        Assert.True(PathIdentity.IsWithin(folder["link"], folder["data"]));
        Assert.False(PathIdentity.IsWithin(folder["database"], folder["data"]));
    }

    [Fact]
    public void Links_that_lead_to_each_other_end()
    {
        File.CreateSymbolicLink(folder["one"], "two");
        File.CreateSymbolicLink(folder["two"], "one");
        Assert.False(PathIdentity.AreSame(folder["one"], folder["data", "b.npy"]));
    }
}
