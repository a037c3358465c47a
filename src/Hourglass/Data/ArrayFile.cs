namespace Hourglass.Data;

/// <summary>
/// Converts arrays to examples. [n, d] are rows, [n, h, w] grey pictures, [n, h, w, c] and [n, c, h, w] with c 1 or 3 pictures (the
/// former if both fit). Unsigned bytes stay bytes and are read as value / 255, booleans as 0 and 1, everything else unchanged. With lengths,
/// [n, steps, features] are series padded to equal length, and [n, steps] series of one feature.
/// </summary>
internal static class ArrayFile
{
    private const long MostInMemory = 1L << 30;

    // Elements of a mapped file, so that the place of its end is a number: of at most 8 bytes each, after a header.
    private const long MostMapped = long.MaxValue / (2 * sizeof(double));

    /// <summary>Reads a .npy file of examples, without labels.</summary>
    /// <exception cref="HourglassException">The file is missing or damaged, or its array has another form.</exception>
    public static Examples LoadNpy(string path) => LoadNpy(path, StoreKind.Memory).Examples;

    /// <summary>The same, mapped instead of read if the file is large, with a note then.</summary>
    /// <exception cref="UsageException">The file is to be mapped and its array cannot be.</exception>
    internal static (Examples Examples, MessageText? Note) LoadNpy(string path, StoreKind store) => InputFile.Read<(Examples, MessageText?)>(path, stream =>
    {
        if (store != StoreKind.Memory && (store == StoreKind.Disk || stream.Length > MostInMemory))
        {
            var reader = new ExactReader(stream, path, StreamLength.Exactly(stream.Length));
            var header = NpyHeader.Read(reader, path, MostMapped);
            var (shape, areChannelsLast) = ShapeOf(header.Dimensions, path, areSeries: false);
            if (MappedArray.CanMap(header))
                return (MappedArray.Open(stream, path, header, reader.Position, shape, areChannelsLast),
                    $"'{path}' is mapped and not read into memory; do not change it while it is used.");
            if (store == StoreKind.Disk)
                throw new UsageException($"{What(Setting("store"))} is {Got("disk")}, and the array in '{path}' has the type {header.Type}" +
                    $"{(header.FortranOrder ? " in Fortran order" : "")}; save it in {Allowed("row-major order with numbers of at most 8 bytes, little-endian")}.");
            stream.Position = 0;
        }

        return (ToExamples(NpyFile.Read(stream, path, StreamLength.Exactly(stream.Length)), SideArrays.None, path), null);
    });

    /// <summary>
    /// Reads a .npz file: <c>x</c>, <c>data</c>, <c>images</c> or <c>arr_0</c>, or the only array that can be examples, with optional <c>y</c>,
    /// <c>label(s)</c> or <c>target(s)</c> (whole numbers, texts or dates), <c>conditions</c> (n, columns), <c>lengths</c> (n,) and <c>factors</c>
    /// (n, factors); or both <c>x_train</c> and <c>x_test</c>, with the same suffixes on the other arrays. Names are case-insensitive.
    /// <c>factor_names</c> (texts) and <c>factor_ordered</c> (true and false), both (factors,), describe the factors. Test is null if the file has
    /// no such split.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="array">The name of the array of examples, if several are suitable; null to find it by its name.</param>
    /// <exception cref="UsageException">There is no array of the name <paramref name="array"/>.</exception>
    /// <exception cref="HourglassException">The file is missing, damaged, or its arrays have other names or another form.</exception>
    public static (Examples Train, Examples? Test) LoadNpz(string path, string? array = null)
    {
        var (train, test, _) = LoadNamed(path, array);
        return (train, test);
    }

    /// <summary>Whether a source is a .npz file with an array of this name.</summary>
    internal static bool Has(string path, string array) => Path.GetExtension(path).Equals(".npz", StringComparison.OrdinalIgnoreCase) && File.Exists(path)
        && NpzFile.Names(path).Any(name => string.Equals(name, array, StringComparison.OrdinalIgnoreCase));

    /// <summary>The same, with a sentence on the role of each array.</summary>
    internal static (Examples Train, Examples? Test, string Note) LoadNamed(string path, string? array)
    {
        var layout = NpzLayout.Of(path, NpzFile.Entries(path), array);
        var (first, second) = (layout.First, layout.Second);
        NpzSplit[] splits = second is null ? [first] : [first, second];
        string? factorNames = layout.Shared("factor_names"), factorOrdered = layout.Shared("factor_ordered");
        var arrays = NpzFile.Read(path, [.. splits.SelectMany(split => split.Numbers), .. factorOrdered is null ? [] : (string[])[factorOrdered]]);
        var labels = Array.ConvertAll(splits, LabelsOf);
        // If the labels of one split are not classes, neither are those of the other.
        var classes = Array.TrueForAll(labels, column => column is not null) ? LabelColumn.Classes(labels!) : null;
        var train = From(0);
        if (second is null) return (train, null, layout.Note());
        var test = From(1);
        if (train.Shape != test.Shape)
            throw new HourglassException($"The training examples in '{What(path)}' are {Got(train.Shape)} but the test examples are {test.Shape}; " +
                $"{Allowed("both must have one shape")}.");
        var (ofTrain, ofTest) = (train.Side.Conditions?.GetLength(1), test.Side.Conditions?.GetLength(1));
        return ofTrain == ofTest ? (train, test, layout.Note())
            : throw new HourglassException($"The conditions of the training examples in '{What(path)}' have {Got(ofTrain)} columns but those of the test " +
                $"examples {ofTest}; {Allowed("both must have the same")}.");

        Examples From(int split)
        {
            var names = splits[split];
            return ToExamples(
                arrays[names.Examples],
                new SideArrays(classes is null ? null : labels[split], classes, Named(names.Conditions), Named(names.Lengths), Factors(names)),
                $"{path}/{names.Examples}");
        }

        LabelColumn? LabelsOf(NpzSplit split)
        {
            if (split.Labels is null) return null;
            var (column, dimensions, fractional) = NpzFile.ReadLabels(path, split.Labels);
            var count = arrays[split.Examples].Dimensions.FirstOrDefault();
            if (dimensions is not ([_] or [_, 1]) || dimensions[0] != count)
                throw new HourglassException($"The labels '{What($"{path}/{split.Labels}")}' have the shape {Got(NpyArray.Text(dimensions))} for {count:N0} " +
                    $"examples; {Allowed($"one label per example is needed: ({count},)")}.");
            if (fractional is not null)
                layout.Leave(split.Labels, $"{fractional} is not a whole number and thus not a class (save measurements as " +
                    "'conditions' to condition a model on them)");
            return column;
        }

        NpyArray? Named(string? name) => name is null ? null : arrays[name];

        FactorArrays? Factors(NpzSplit split) => split.Factors is null ? null : new FactorArrays(
            arrays[split.Factors],
            [.. splits.Select(one => arrays[one.Factors!])],
            factorNames is null ? null : NpzFile.ReadTexts(path, factorNames),
            Named(factorOrdered));
    }

    private static Examples ToExamples(NpyArray array, SideArrays side, string name)
    {
        var (shape, channelsLast) = ShapeOf(array.Dimensions, name, side.Lengths is not null);
        var count = array.Dimensions[0];
        var beside = side.Read(count, name);
        byte[]? bytes = array.Elements switch
        {
            byte[] values => values,
            bool[] values => Array.ConvertAll(values, value => value ? byte.MaxValue : byte.MinValue),
            _ => null,
        };
        var floats = bytes is null ? array.ToFloats() : [];
        Examples examples = bytes is not null
            ? new ByteExamples(channelsLast ? ChannelsFirst(bytes, shape) : bytes, shape, beside.Labels, beside.Classes)
            : FloatExamples.OfFinite(channelsLast ? ChannelsFirst(floats, shape) : floats, shape, beside.Labels, beside.Classes);
        if (beside is { Conditions: null, Lengths: null, Factors: null }) return examples;
        try
        {
            return examples.With(beside);
        }
        catch (HourglassException e)
        {
            throw new HourglassException($"The side data of '{What(name)}' does not fit: {e.Text}", e);
        }
    }

    /// <summary>The shape of one example, and whether its channels come last.</summary>
    /// <exception cref="HourglassException">The array is empty or of another form, or an example has more numbers than an array in memory.</exception>
    internal static (DataShape Shape, bool AreChannelsLast) ShapeOf(IReadOnlyList<int> dimensions, string name, bool areSeries)
    {
        if (dimensions.Contains(0))
            throw new HourglassException($"'{What(name)}' has the shape {Got(NpyArray.Text(dimensions))} and is empty; give {Allowed("at least one example")}.");
        // Floating-point numbers, since the product may pass any whole one.
        var size = dimensions.Skip(1).Aggregate(1.0, (product, dimension) => product * dimension);
        if (size > Array.MaxLength)
            throw new HourglassException($"'{What(name)}' has the shape {Got(NpyArray.Text(dimensions))}; an example may have at most " +
                $"{Allowed($"{Array.MaxLength:N0} numbers")}.");
        return dimensions switch
        {
            [_, var steps] when areSeries => (new DataShape(1, steps, 1), false),
            [_, var features] => (DataShape.Row(features), false),
            [_, var height, var width] => (new DataShape(1, height, width), false),
            [_, var height, var width, var channels and (1 or 3)] => (new DataShape(channels, height, width), true),
            [_, var channels and (1 or 3), var height, var width] => (new DataShape(channels, height, width), false),
            _ => throw new HourglassException($"'{What(name)}' has the shape {Got(NpyArray.Text(dimensions))}; allowed are " +
                $"{Allowed("(n, features), (n, height, width), (n, height, width, channels) and (n, channels, height, width) with 1 or 3 channels")}."),
        };
    }

    // In place, one example at a time, to avoid a second copy of the data.
    private static T[] ChannelsFirst<T>(T[] values, DataShape shape)
    {
        if (shape.Channels == 1) return values;
        var example = new T[shape.Size];
        var pixels = shape.Height * shape.Width;
        for (var start = 0; start < values.Length; start += example.Length)
        {
            Array.Copy(values, start, example, 0, example.Length);
            for (var pixel = 0; pixel < pixels; pixel++)
                for (var channel = 0; channel < shape.Channels; channel++)
                    values[start + (channel * pixels) + pixel] = example[(pixel * shape.Channels) + channel];
        }
        return values;
    }
}
