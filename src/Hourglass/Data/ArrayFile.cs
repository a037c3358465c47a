namespace Hourglass.Data;

/// <summary>
/// Makes examples of arrays. [n, d] are rows, [n, h, w] grey pictures, [n, h, w, c] and [n, c, h, w] with c 1 or 3 pictures (the
/// former when both fit). Unsigned bytes stay bytes and count as value / 255, booleans as 0 and 1, all else as it is.
/// </summary>
public static class ArrayFile
{
    private static readonly string[] ExampleNames = ["x", "data", "images", "arr_0"];
    private static readonly string[] LabelNames = ["y", "labels"];
    private static readonly string[] SplitNames = ["x_train", "y_train", "x_test", "y_test"];

    /// <summary>Reads a .npy file of examples, without labels.</summary>
    /// <exception cref="HourglassException">The file is missing, damaged or its array of another form.</exception>
    public static Examples LoadNpy(string path) => ToExamples(NpyFile.Read(path), labels: null, path);

    /// <summary>
    /// Reads a .npz file: <c>x</c>, <c>data</c>, <c>images</c> or <c>arr_0</c> with optional <c>y</c> or <c>labels</c>, or
    /// <c>x_train</c>, <c>x_test</c> with optional <c>y_train</c>, <c>y_test</c>. Test is null when the file has no such split.
    /// </summary>
    /// <exception cref="HourglassException">The file is missing, damaged, or its arrays have other names or another form.</exception>
    public static (Examples Train, Examples? Test) LoadNpz(string path)
    {
        var names = NpzFile.Names(path);
        var arrays = NpzFile.Read(path, [.. ExampleNames, .. LabelNames, .. SplitNames]);
        if (arrays.ContainsKey("x_train") && arrays.ContainsKey("x_test"))
        {
            if (arrays.ContainsKey("y_train") != arrays.ContainsKey("y_test"))
                throw new HourglassException($"The file '{path}' has only one of 'y_train' and 'y_test'; give both or neither.");
            var train = From("x_train", arrays.GetValueOrDefault("y_train"));
            var test = From("x_test", arrays.GetValueOrDefault("y_test"));
            return train.Shape == test.Shape ? (train, test)
                : throw new HourglassException($"The training examples in '{path}' are {train.Shape} but the test examples are {test.Shape}; both must have one shape.");
        }
        if (Array.Find(ExampleNames, arrays.ContainsKey) is { } name)
            return (From(name, Array.Find(LabelNames, arrays.ContainsKey) is { } key ? arrays[key] : null), null);
        throw new HourglassException($"The file '{path}' has the arrays {string.Join(", ", names.DefaultIfEmpty("(none)"))}; "
            + $"one of {string.Join(", ", ExampleNames)} is needed, or both x_train and x_test.");

        Examples From(string key, NpyArray? labels) => ToExamples(arrays[key], labels, $"{path}/{key}");
    }

    private static Examples ToExamples(NpyArray array, NpyArray? labels, string name)
    {
        if (array.Dimensions.Contains(0))
            throw new HourglassException($"'{name}' has the shape {array.ShapeText}: there is nothing in it; give at least one example.");
        var (shape, channelsLast) = array.Dimensions switch
        {
            [_, var features] => (DataShape.Row(features), false),
            [_, var height, var width] => (new DataShape(1, height, width), false),
            [_, var height, var width, var channels and (1 or 3)] => (new DataShape(channels, height, width), true),
            [_, var channels and (1 or 3), var height, var width] => (new DataShape(channels, height, width), false),
            _ => throw new HourglassException($"'{name}' has the shape {array.ShapeText}; allowed are (n, features), (n, height, width), "
                + "(n, height, width, channels) and (n, channels, height, width) with 1 or 3 channels."),
        };
        var count = array.Dimensions[0];
        var classes = labels is null ? null : ToLabels(labels, count, name);
        byte[]? bytes = array.Elements switch
        {
            byte[] values => values,
            bool[] values => Array.ConvertAll(values, value => value ? byte.MaxValue : byte.MinValue),
            _ => null,
        };
        if (bytes is not null) return new ByteExamples(channelsLast ? ChannelsFirst(bytes, shape) : bytes, shape, classes);
        var floats = array.ToFloats();
        return new FloatExamples(channelsLast ? ChannelsFirst(floats, shape) : floats, shape, classes);
    }

    private static int[] ToLabels(NpyArray labels, int count, string name)
    {
        var column = labels.Dimensions is [_] or [_, 1];
        if (!column || labels.Dimensions[0] != count)
            throw new HourglassException($"The labels of '{name}' have the shape {labels.ShapeText} for {count:N0} examples; one whole number an example is needed: ({count},).");
        var values = labels.Elements switch
        {
            long[] integers => integers,
            int[] integers => Array.ConvertAll(integers, value => (long)value),
            byte[] integers => Array.ConvertAll(integers, value => (long)value),
            bool[] flags => Array.ConvertAll(flags, value => value ? 1L : 0L),
            _ => Array.ConvertAll((float[])labels.Elements, value => value == MathF.Floor(value) ? (long)value : -1L),
        };
        var bad = Array.FindIndex(values, value => value is < 0 or > int.MaxValue);
        return bad < 0 ? Array.ConvertAll(values, value => (int)value)
            : throw new HourglassException($"Label {bad} of '{name}' is {labels.Elements.GetValue(bad)}; labels are class indices: whole numbers from 0.");
    }

    // In place, one example at a time, so that no second copy of the data is made.
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
