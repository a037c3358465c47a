namespace Hourglass.Data;

/// <summary>Infers the schema of a relation from all of its rows, and what the user says about columns. The result depends on nothing else.</summary>
internal static class TableInference
{
    /// <summary>One draft per column, with kind, reading and levels.</summary>
    /// <exception cref="UsageException">An option names a column that does not exist, or contradicts another.</exception>
    /// <exception cref="HourglassException">The relation has no rows, or a column cannot be read.</exception>
    public static List<ColumnDraft> Infer(TableRelation relation, TableOptions options)
    {
        var overrides = Overrides(relation.Names, options);
        List<ColumnDraft> drafts = [.. relation.Columns.Select((column, i) => new ColumnDraft
        {
            Index = i,
            Name = column.Name,
            Type = column.Type,
            Override = overrides.GetValueOrDefault(i),
            TypeLevels = relation.Levels.GetValueOrDefault(i),
        })];
        ColumnFacts.Fill(relation, drafts);
        TableLoader.RequireCount(relation, drafts[0].Rows);
        var readings = new ReadingChoice(relation, options.AllowsStrayCells);
        var kinds = new KindChoice(relation);
        foreach (var draft in drafts)
        {
            if (draft.Override?.IsDropped == true) draft.Doubts.Clear();
            readings.DecideInfinite(draft);
            readings.Decide(draft);
            kinds.Decide(draft);
        }

        return drafts;
    }

    private static Dictionary<int, ColumnOverride> Overrides(IReadOnlyList<string> names, TableOptions options)
    {
        var found = new Dictionary<int, ColumnOverride>();
        foreach (var one in options.Columns)
        {
            var i = TableOptions.Find(names, one.Name, $"{Setting("column")}");
            if (!found.TryAdd(i, one)) throw new UsageException($"The {What("column")} '{Got(names[i])}' has two kinds; {Allowed("give one")}.");
        }

        foreach (var name in options.Drop)
        {
            var i = TableOptions.Find(names, name, $"{Setting("drop")}");
            found[i] = new ColumnOverride(name, null) { IsDropped = true };
        }

        var told = options.Conditions.Select(name => (Name: name, Option: "condition"));
        foreach (var (name, option) in options.Label is { } label ? told.Append((label, "label")) : told)
        {
            var i = TableOptions.Find(names, name, $"{Setting(option)}");
            if (found.GetValueOrDefault(i)?.IsDropped == true)
                throw new UsageException($"The {What("column")} '{Got(names[i])}' is both dropped and given to {Setting(option)}; " +
                    $"{Allowed("omit one of them")}.");
        }

        return found;
    }
}
