namespace Hourglass.Data;

/// <summary>
/// Makes examples of arrays. [n, d] are rows, [n, h, w] grey pictures, [n, h, w, c] and [n, c, h, w] with c 1 or 3 pictures (the
/// former when both fit). Unsigned bytes stay bytes and count as value / 255, booleans as 0 and 1, all else as it is. With lengths,
/// [n, steps, features] are series padded to equal length, and [n, steps] series of one feature.
/// </summary>
public static class ArrayFile
{
    private const string FactorNames = "factor_names";
    private const string FactorOrdered = "factor_ordered";
    private static readonly string[] ExampleNames = ["x", "data", "images", "arr_0"];
    private static readonly string[] LabelNames = ["y", "labels"];
    private static readonly string[] SideNames = ["conditions", "lengths", "factors"];
    private static readonly string[] Splits = ["train", "test"];

    /// <summary>Reads a .npy file of examples, without labels.</summary>
    /// <exception cref="HourglassException">The file is missing, damaged or its array of another form.</exception>
    public static Examples LoadNpy(string path) => ToExamples(NpyFile.Read(path), SideArrays.None, path);

    /// <summary>
    /// Reads a .npz file: <c>x</c>, <c>data</c>, <c>images</c> or <c>arr_0</c> with optional <c>y</c> or <c>labels</c> (class indices),
    /// <c>conditions</c> (n, columns), <c>lengths</c> (n,) and <c>factors</c> (n, factors), or <c>x_train</c>, <c>x_test</c> with optional <c>y_train</c>,
    /// <c>y_test</c>, <c>conditions_train</c>, <c>conditions_test</c>, <c>lengths_train</c>, <c>lengths_test</c>,
    /// <c>factors_train</c>, <c>factors_test</c>. <c>factor_names</c> (texts) and <c>factor_ordered</c> (true and false), (factors,) both, say what
    /// the factors are. Test is null when the file has no such split.
    /// </summary>
    /// <exception cref="HourglassException">The file is missing, damaged, or its arrays have other names or another form.</exception>
    public static (Examples Train, Examples? Test) LoadNpz(string path)
    {
        var names = NpzFile.Names(path);
        string[] ofSplits = [.. from name in (string[])["x", "y", .. SideNames] from split in Splits select $"{name}_{split}"];
        var arrays = NpzFile.Read(path, [.. ExampleNames, .. LabelNames, .. SideNames, FactorOrdered, .. ofSplits]);
        if (arrays.ContainsKey("x_train") && arrays.ContainsKey("x_test"))
        {
            foreach (var name in (string[])["y", .. SideNames])
            {
                if (arrays.ContainsKey(name + "_train") != arrays.ContainsKey(name + "_test"))
                    throw new HourglassException($"The file '{path}' has only one of '{name}_train' and '{name}_test'; give both or neither.");
            }

            var train = From("x_train", "y_train", "_train");
            var test = From("x_test", "y_test", "_test");
            if (train.Shape != test.Shape)
                throw new HourglassException($"The training examples in '{path}' are {train.Shape} but the test examples are {test.Shape}; both must have one shape.");
            var (ofTrain, ofTest) = (train.Side.Conditions?.GetLength(1), test.Side.Conditions?.GetLength(1));
            return ofTrain == ofTest ? (train, test)
                : throw new HourglassException($"The conditions of the training examples in '{path}' have {ofTrain} columns but those of the test examples {ofTest}; both must have the same.");
        }
        if (Array.Find(ExampleNames, arrays.ContainsKey) is { } key)
            return (From(key, Array.Find(LabelNames, arrays.ContainsKey), ""), null);
        throw new HourglassException($"The file '{path}' has the arrays {string.Join(", ", names.DefaultIfEmpty("(none)"))}; "
            + $"one of {string.Join(", ", ExampleNames)} is needed, or both x_train and x_test.");

        Examples From(string examples, string? labels, string split) => ToExamples(
            arrays[examples],
            new SideArrays(labels is null ? null : arrays.GetValueOrDefault(labels), arrays.GetValueOrDefault("conditions" + split), arrays.GetValueOrDefault("lengths" + split), Factors(split)),
            $"{path}/{examples}");

        FactorArrays? Factors(string split) => !arrays.TryGetValue("factors" + split, out var values) ? null : new FactorArrays(
            values,
            split.Length == 0 ? [values] : [.. Splits.Select(part => arrays["factors_" + part])],
            NpzFile.ReadTexts(path, FactorNames),
            arrays.GetValueOrDefault(FactorOrdered));
    }

    private static Examples ToExamples(NpyArray array, SideArrays side, string name)
    {
        if (array.Dimensions.Contains(0))
            throw new HourglassException($"'{name}' has the shape {array.ShapeText}: there is nothing in it; give at least one example.");
        var (shape, channelsLast) = array.Dimensions switch
        {
            [_, var steps] when side.Lengths is not null => (new DataShape(1, steps, 1), false),
            [_, var features] => (DataShape.Row(features), false),
            [_, var height, var width] => (new DataShape(1, height, width), false),
            [_, var height, var width, var channels and (1 or 3)] => (new DataShape(channels, height, width), true),
            [_, var channels and (1 or 3), var height, var width] => (new DataShape(channels, height, width), false),
            _ => throw new HourglassException($"'{name}' has the shape {array.ShapeText}; allowed are (n, features), (n, height, width), "
                + "(n, height, width, channels) and (n, channels, height, width) with 1 or 3 channels."),
        };
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
            ? new ByteExamples(channelsLast ? ChannelsFirst(bytes, shape) : bytes, shape, beside.Labels)
            : new FloatExamples(channelsLast ? ChannelsFirst(floats, shape) : floats, shape, beside.Labels);
        if (beside is { Conditions: null, Lengths: null, Factors: null }) return examples;
        try
        {
            return examples.With(beside);
        }
        catch (HourglassException e)
        {
            throw new HourglassException($"What goes with '{name}' does not fit it: {e.Message}", e);
        }
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
