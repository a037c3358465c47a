using System.Globalization;
using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Settings;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>The example's class, one-hot.</summary>
/// <param name="Classes">Number of classes; labels are 0 to Classes - 1.</param>
/// <param name="Names">The classes' names in order, or null.</param>
public sealed record LabelCondition(int Classes, ValueList<string>? Names = null) : Condition
{
    /// <inheritdoc/>
    public override int Numbers => Classes;

    /// <inheritdoc/>
    internal override Tensor Of(Batch batch)
    {
        if (batch.Labels is not { } labels)
            throw new HourglassException($"The {What("model")} is conditioned on the class of each example, one of {Classes}, but these examples have " +
                $"no labels; give {Allowed("data with labels")}.");
        if (batch.Count > 0 && labels.max().item<long>() is var largest && largest >= Classes)
            throw new HourglassException($"The {What("model")} knows the classes 0 to {Classes - 1}, but the data has the label {Got(largest)}; give " +
                $"{Allowed("data of the classes it was trained on")}.");
        return nn.functional.one_hot(labels, Classes).to_type(batch.Rows.dtype);
    }

    /// <summary>Reads classes by name or number, separated by commas: <c>0,1,2</c>.</summary>
    public override float[,] Parse(string text) => OneHot([.. text.Split(',').Select(part => Class(part.Trim()))]);

    /// <summary>Cycles through the classes.</summary>
    public override float[,] Turns(int count) => OneHot([.. Enumerable.Range(0, count).Select(i => i % Classes)]);

    private int Class(string text)
    {
        for (var i = 0; i < Math.Min(Classes, Names?.Count ?? 0); i++)
        {
            if (string.Equals(Names![i], text, StringComparison.Ordinal)) return i;
        }

        // If the names are numbers, a number is always a name.
        var areNumbers = Names is not null && Names.All(name => long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));
        if (!areNumbers && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < Classes) return number;
        var hint = Names is null ? "" : Nearest.Hint(text, Names);
        ClassNames known = Names is null ? [] : [.. Names.Take(Classes)];
        var allowed = areNumbers ? $"one of {known}" : $"a number from 0 to {Classes - 1}{(Names is null ? "" : $" or a name: {known}")}";
        throw new UsageException($"'{Got(text)}' is not {What("a class")} of this model; {hint}give {Allowed(allowed)}; several are separated by commas.");
    }

    private float[,] OneHot(int[] classes)
    {
        var rows = new float[classes.Length, Classes];
        for (var i = 0; i < classes.Length; i++) rows[i, classes[i]] = 1;
        return rows;
    }
}
