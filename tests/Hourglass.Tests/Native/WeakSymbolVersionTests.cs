using Hourglass.Native;

namespace Hourglass.Tests.Native;

public sealed class WeakSymbolVersionTests
{
    private const string Version = "GLIBCXX_3.4.32";

    [Fact]
    public void MarksOneBitOfTheRealLibraryAndNothingElse()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the library is an ELF file on Linux only");
        var original = Bridge();
        var marked = original.ToArray();

        Assert.Equal(1, WeakSymbolVersion.Mark(marked, Version));

        var changed = Enumerable.Range(0, original.Length).Where(i => original[i] != marked[i]).ToArray();
        var position = Assert.Single(changed);
        Assert.Equal(original[position] | 2, marked[position]);
        // The entry's hash lies 4 bytes before its flags and is the System V hash of the version's name.
        Assert.Equal(ElfHash(Version), BitConverter.ToUInt32(marked, position - 4));
    }

    [Fact]
    public void LeavesALibraryThatDoesNotNeedTheVersionAlone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the library is an ELF file on Linux only");
        var original = Bridge();
        var same = original.ToArray();

        Assert.Equal(0, WeakSymbolVersion.Mark(same, "GLIBCXX_9.9.99"));
        Assert.Equal(original, same);
    }

    [Fact]
    public void RefusesWhatIsNoElfFile()
    {
        var error = Assert.Throws<InvalidDataException>(() => WeakSymbolVersion.Mark(new byte[1000], Version));
        Assert.Contains("ELF", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => WeakSymbolVersion.Mark([], Version));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(500)]
    [InlineData(100_000)]
    public void RefusesALibraryThatIsCutShort(int length)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the library is an ELF file on Linux only");
        var cut = Bridge()[..length];

        var error = Assert.Throws<InvalidDataException>(() => WeakSymbolVersion.Mark(cut, Version));
        Assert.Contains("cut short", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Bridge() => File.ReadAllBytes(NativeFolders.Find("LibTorchSharp") ?? throw new FileNotFoundException("libLibTorchSharp.so"));

    private static uint ElfHash(string name)
    {
        var hash = 0u;
        foreach (var character in name)
        {
            hash = (hash << 4) + character;
            var high = hash & 0xf0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }
        return hash;
    }
}
