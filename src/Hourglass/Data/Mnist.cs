namespace Hourglass.Data;

/// <summary>
/// The embedded default data set: 60,000 training and 10,000 test pictures of handwritten digits, 28 x 28 grey, with labels
/// 0 to 9. Y. LeCun, C. Cortes and C. J. C. Burges, "The MNIST database of handwritten digits", 1998 (CC BY-SA 3.0).
/// </summary>
public static class Mnist
{
    // MD5 of the unpacked files, header included; the same as in the note next to the data.
    private static readonly Dictionary<string, (string Md5, int Count)> Expected = new(StringComparer.Ordinal)
    {
        ["train-images-idx3-ubyte"] = ("6bbc9ace898e44ae57da46a324031adb", 60_000),
        ["train-labels-idx1-ubyte"] = ("a25bea736e30d166cdddb491f175f624", 60_000),
        ["t10k-images-idx3-ubyte"] = ("2646ac647ad5339dbf082846283269ea", 10_000),
        ["t10k-labels-idx1-ubyte"] = ("27ae3e4e09519cfbb04c329615203637", 10_000),
    };

    /// <summary>Loads the data from the folder <c>data/mnist</c> in or above the folder of the program, or else in or above the current folder.</summary>
    /// <exception cref="HourglassException">The folder is not found, or a file in it is missing or not the original.</exception>
    public static Dataset Load() => Load(Find());

    /// <summary>Loads the four files of <paramref name="folder"/> and checks that they are the original ones.</summary>
    /// <exception cref="HourglassException">A file is missing, damaged or not the original.</exception>
    public static Dataset Load(string folder) => IdxFolder.Load(folder, "MNIST", Check, ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);

    private static void Check(string name, string path, IdxArray content)
    {
        var (expected, count) = Expected[name];
        if (content.Dimensions[0] != count)
            throw new HourglassException($"The file '{What(path)}' has {Got(content.Dimensions[0]):N0} entries but MNIST's has {count:N0}; " +
                $"{Allowed("copy the original, or read another data set by 'idx:FOLDER'")}.");
        var actual = content.Md5();
        if (!string.Equals(actual, expected, StringComparison.Ordinal))
            throw new HourglassException($"The file '{What(path)}' is not that of MNIST: its unpacked content has MD5 {Got(actual)} instead of {expected}; " +
                $"{Allowed("copy the original, or read another data set by 'idx:FOLDER'")}.");
    }

    private static string Find() => EmbeddedFiles.Find("mnist", "train-images-idx3-ubyte.gz")
        ?? throw new HourglassException($"{What("MNIST")} was not found: no folder 'data/mnist' lies in or above '{Got(AppContext.BaseDirectory)}' or " +
            $"'{Directory.GetCurrentDirectory()}'; {Allowed("run inside the repository, or read the files from their folder by 'idx:FOLDER'")}.");
}
