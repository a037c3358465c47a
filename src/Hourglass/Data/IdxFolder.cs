namespace Hourglass.Data;

/// <summary>
/// Reads a folder of four IDX files named like those of MNIST (train-images-idx3-ubyte, train-labels-idx1-ubyte,
/// t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte), with or without .gz and with '-' or '.' before "idx".
/// Fashion-MNIST, KMNIST and EMNIST's renamed files have this form.
/// </summary>
internal static class IdxFolder
{
    /// <summary>Reads the four files of <paramref name="folder"/>; pictures may have any size.</summary>
    /// <exception cref="HourglassException">A file is missing or damaged, labels and pictures differ in number, or the splits in size.</exception>
    public static Dataset Load(string folder) => Load(folder, Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))));

    /// <summary>As <see cref="Load(string)"/>, with a check of each file: its standard name, its path and its content.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The data set's name.</param>
    /// <param name="checkFile">Called for each file; may be null.</param>
    /// <param name="known">The classes, if they are known; else those that occur.</param>
    internal static Dataset Load(string folder, string name, Action<string, string, IdxArray>? checkFile = null, ClassNames? known = null)
    {
        if (!Directory.Exists(folder))
            throw new HourglassException($"There is no {What("folder")} '{Got(folder)}'; give " +
                $"{Allowed("a folder that holds four IDX files named like MNIST's")}.");
        string[] names = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];
        var paths = Array.ConvertAll(names, file => Find(folder, file));
        var arrays = new IdxArray[names.Length];
        Concurrently.For(names.Length, i =>
        {
            arrays[i] = IdxFile.Read(paths[i]);
            checkFile?.Invoke(names[i], paths[i], arrays[i]);
        });
        var (trainLabels, testLabels) = (LabelsOf(arrays[1], paths[1]), LabelsOf(arrays[3], paths[3]));
        var classes = known ?? LabelColumn.Classes(trainLabels, testLabels);
        var train = Combine(arrays[0], paths[0], trainLabels, paths[1], classes);
        var test = Combine(arrays[2], paths[2], testLabels, paths[3], classes);
        if (train.Shape != test.Shape)
            throw new HourglassException($"The training images in '{What(paths[0])}' are {Got(train.Shape)} but the test images in '{paths[2]}' are " +
                $"{test.Shape}; {Allowed("both must have the same size")}.");
        return new Dataset(name, train, test);
    }

    private static string Find(string folder, string name)
    {
        var dotted = name.Replace("-idx", ".idx", StringComparison.Ordinal);
        string[] candidates = [name + ".gz", name, dotted + ".gz", dotted];
        return candidates.Select(candidate => Path.Combine(folder, candidate)).FirstOrDefault(File.Exists)
            ?? throw new HourglassException($"The folder '{What(folder)}' has no file '{Got(name)}' or '{name}.gz'; " +
                $"{Allowed("copy it there or give another folder")}.");
    }

    private static LabelColumn LabelsOf(IdxArray labels, string path) =>
        labels.Dimensions.Length == 1 ? new(Array.ConvertAll(labels.Bytes, label => (long)label))
        : throw new HourglassException($"The file '{What(path)}' has {Got(labels.Dimensions.Length)} dimensions; {Allowed("labels have one: their count")}.");

    private static ByteExamples Combine(IdxArray images, string imagesPath, LabelColumn labels, string labelsPath, ClassNames classes)
    {
        if (images.Dimensions is not [var count, var height, var width])
            throw new HourglassException($"The file '{What(imagesPath)}' has {Got(images.Dimensions.Length)} dimensions; " +
                $"{Allowed("images have three: count, height and width")}.");
        if (labels.Count != count)
            throw new HourglassException($"'{What(labelsPath)}' has {Got(labels.Count):N0} labels for the {count:N0} images of '{imagesPath}'; " +
                $"{Allowed("the two files must belong together")}.");
        return new ByteExamples(images.Bytes, new DataShape(1, height, width), labels.IndicesIn(classes), classes);
    }
}
