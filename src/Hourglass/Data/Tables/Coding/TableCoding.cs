using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>
/// How the rows of a table become rows of numbers and come back: a block of numbers for each column that a model uses. Fitted on training rows only and saved
/// with the model.
/// </summary>
/// <param name="Schema">The columns of the table, in order, with those that a model does not use.</param>
/// <param name="Columns">The codes of the columns that are part of each example, in the order of the table.</param>
/// <param name="Conditions">The codes of the columns that a conditional model is told.</param>
public sealed record TableCoding(TableSchema Schema, ValueList<ColumnCode> Columns, ValueList<ColumnCode> Conditions) : IChecked
{
    /// <summary>The numbers of each column in a row.</summary>
    internal ValueList<ColumnBlock> Blocks => [.. Columns.Select(code => code.Block)];

    /// <summary>Fits codes to training rows; never pass others.</summary>
    /// <param name="training">The rows.</param>
    /// <param name="numbers">How numbers, dates and durations are coded.</param>
    /// <exception cref="UsageException">No column is left to be a part of an example.</exception>
    public static TableCoding Fit(Table training, NumberCoding numbers = NumberCoding.Auto)
    {
        ArgumentNullException.ThrowIfNull(training);
        var cells = new double[training.Count];
        var (columns, conditions) = (new List<ColumnCode>(), new List<ColumnCode>());
        for (var i = 0; i < training.Schema.Columns.Count; i++)
        {
            var column = training.Schema.Columns[i];
            if (column.Use is not (ColumnUse.Input or ColumnUse.Condition)) continue;
            training.ReadColumn(i, 0, cells);
            (column.Use == ColumnUse.Input ? columns : conditions).Add(CodeOf(column, cells, numbers));
        }

        return columns.Count > 0
            ? new TableCoding(training.Schema, [.. columns], [.. conditions])
            : throw new UsageException($"The {What("table")} has {Got("no column")} that can be a part of an example; {Allowed("use at least one")}.");
    }

    /// <summary>Fits codes to the rows of a table that are not held out as test rows.</summary>
    /// <param name="table">All rows.</param>
    /// <param name="numbers">How numbers, dates and durations are coded.</param>
    /// <param name="testShare">The fraction of rows that is held out.</param>
    /// <exception cref="UsageException">No column is left to be a part of an example, or the share is not between 0 and 1.</exception>
    /// <exception cref="HourglassException">There are fewer than two rows.</exception>
    public static TableCoding FitToTrainingRows(Table table, NumberCoding numbers = NumberCoding.Auto, double testShare = Split.DefaultShare)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Fit(table.Select(Split.Positions(table.Count, testShare).Train), numbers);
    }

    private static ColumnCode CodeOf(ColumnSchema column, double[] cells, NumberCoding numbers) =>
        column.HasLevels ? CategoryCode.Fit(column, cells) : numbers == NumberCoding.Density ? ValueCode.Fit(column, cells) : NumberCode.Fit(column, cells);

    /// <inheritdoc/>
    IEnumerable<MessageText> IChecked.Violations()
    {
        foreach (var code in Columns.Concat(Conditions))
        {
            foreach (var violation in code.Violations()) yield return violation;
            if (Schema.Find(code.Name) is not { } column)
                yield return $"The {What($"column '{code.Name}'")} has a code but {Got("no place")} in the schema.";
            else if (!code.Fits(column))
                yield return $"The {What($"column '{code.Name}'")} is {column.Kind} with {column.Levels.Count} levels, but its code is " +
                    $"{Got("for another one")}.";
        }

        foreach (var twice in Columns.Concat(Conditions).GroupBy(code => code.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return $"The {What($"column '{twice.Key}'")} has {Got(twice.Count())} codes; {Allowed("one")} is enough.";

        if (Columns.Count == 0) yield return $"The {What("table")} has {Got("no column")} with a code.";
    }
}
