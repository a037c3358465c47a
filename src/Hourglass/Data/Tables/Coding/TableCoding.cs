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
    internal ValueList<ColumnBlock> Blocks => [.. Columns.Select(code => (ColumnBlock)code.Block)];

    /// <summary>Fits codes to training rows; never pass others.</summary>
    /// <exception cref="UsageException">No column is left to be a part of an example.</exception>
    public static TableCoding Fit(Table training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var cells = new double[training.Count];
        var (columns, conditions) = (new List<ColumnCode>(), new List<ColumnCode>());
        for (var i = 0; i < training.Schema.Columns.Count; i++)
        {
            var column = training.Schema.Columns[i];
            if (column.Use is not (ColumnUse.Input or ColumnUse.Condition)) continue;
            training.ReadColumn(i, 0, cells);
            (column.Use == ColumnUse.Input ? columns : conditions).Add(column.HasLevels ? CategoryCode.Fit(column, cells) : NumberCode.Fit(column, cells));
        }

        return columns.Count > 0
            ? new TableCoding(training.Schema, [.. columns], [.. conditions])
            : throw new UsageException($"The {What("table")} has {Got("no column")} that can be a part of an example; {Allowed("use at least one")}.");
    }

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
