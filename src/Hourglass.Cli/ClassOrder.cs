using Hourglass.Data;

namespace Hourglass.Cli;

/// <summary>Numbers the classes of data as a model does that was told them: a folder that lacks a class, or has them in another order, counts otherwise.</summary>
internal static class ClassOrder
{
    /// <summary>The data with the model's numbers for the classes of these names; the same where the data name no classes.</summary>
    /// <exception cref="HourglassException">There is a class that the model does not know.</exception>
    public static Dataset As(Dataset data, IReadOnlyList<string> names, string folder)
    {
        if (data.ClassNames is not { } given || given.SequenceEqual(names, StringComparer.Ordinal)) return data;
        int[] numbers = [.. given.Select(name => Enumerable.Range(0, names.Count).FirstOrDefault(i => names[i] == name, -1))];
        if (Array.IndexOf(numbers, -1) is >= 0 and var unknown)
            throw new HourglassException($"The data '{data.Name}' have the class '{given[unknown]}', and the model in '{folder}' knows {string.Join(", ", names.Select(name => $"'{name}'"))}; give data of the classes it was trained on.");
        return data with { Train = Renumbered(data.Train), Test = Renumbered(data.Test), Whole = data.Whole is null ? null : Renumbered(data.Whole), ClassNames = [.. names] };

        Examples Renumbered(Examples examples) => examples.Labels is { } labels ? examples.With(examples.Side with { Labels = [.. labels.Select(label => numbers[label])] }) : examples;
    }
}
