namespace Hourglass.Data;

/// <summary>
/// Reads a folder of four IDX files named like those of MNIST (train-images-idx3-ubyte, train-labels-idx1-ubyte,
/// t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte), with or without .gz and with '-' or '.' before "idx".
/// Fashion-MNIST, KMNIST and EMNIST's renamed files come in this form.
/// </summary>
public static class IdxFolder
{
    /// <summary>Reads the four files of <paramref name="folder"/>; pictures may have any size.</summary>
    /// <exception cref="HourglassException">A file is missing or damaged, labels and pictures differ in number, or the splits in size.</exception>
    public static Dataset Load(string folder) => Load(folder, Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), checkFile: null);

    /// <summary>As <see cref="Load(string)"/>, with a say on each file: its standard name, where it was found and what it holds.</summary>
    internal static Dataset Load(string folder, string name, Action<string, string, IdxArray>? checkFile)
    {
        if (!Directory.Exists(folder))
            throw new HourglassException($"There is no folder '{folder}'; give a folder that holds four IDX files named like MNIST's.");
        string[] names = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];
        var paths = Array.ConvertAll(names, file => Find(folder, file));
        var arrays = new IdxArray[names.Length];
        Concurrently.For(names.Length, i =>
        {
            arrays[i] = IdxFile.Read(paths[i]);
            checkFile?.Invoke(names[i], paths[i], arrays[i]);
        });
        var train = Combine(arrays[0], paths[0], arrays[1], paths[1]);
        var test = Combine(arrays[2], paths[2], arrays[3], paths[3]);
        if (train.Shape != test.Shape)
            throw new HourglassException($"The training pictures in '{paths[0]}' are {train.Shape} but the test pictures in '{paths[2]}' are {test.Shape}; both must have one size.");
        return new Dataset(name, train, test);
    }

    private static string Find(string folder, string name)
    {
        var dotted = name.Replace("-idx", ".idx", StringComparison.Ordinal);
        string[] candidates = [name + ".gz", name, dotted + ".gz", dotted];
        return candidates.Select(candidate => Path.Combine(folder, candidate)).FirstOrDefault(File.Exists)
            ?? throw new HourglassException($"The folder '{folder}' has no file '{name}' or '{name}.gz'; copy it there or give another folder.");
    }

    private static ByteExamples Combine(IdxArray images, string imagesPath, IdxArray labels, string labelsPath)
    {
        if (images.Dimensions is not [var count, var height, var width])
            throw new HourglassException($"The file '{imagesPath}' has {images.Dimensions.Length} dimensions; pictures have three: count, height and width.");
        if (labels.Dimensions.Length != 1)
            throw new HourglassException($"The file '{labelsPath}' has {labels.Dimensions.Length} dimensions; labels have one: their count.");
        if (labels.Bytes.Length != count)
            throw new HourglassException($"'{labelsPath}' has {labels.Bytes.Length:N0} labels for the {count:N0} pictures of '{imagesPath}'; the two files must belong together.");
        return new ByteExamples(images.Bytes, new DataShape(1, height, width), Array.ConvertAll(labels.Bytes, label => (int)label));
    }
}
