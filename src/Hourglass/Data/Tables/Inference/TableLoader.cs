namespace Hourglass.Data;

/// <summary>Reads the cells of the columns that are used, coded by DuckDB, in one pass, and completes the schema.</summary>
internal static class TableLoader
{
    private const int ExampleRows = 100;
    private const int ShownExamples = 3;

    /// <summary>The table of a relation.</summary>
    /// <exception cref="HourglassException">It has no rows, too many, or a column that cannot be read.</exception>
    public static Table Load(TableRelation relation, TableOptions options, TableIngest ingest)
    {
        var drafts = TableInference.Infer(relation, options);
        var count = (int)drafts[0].Rows;
        bool[] kept = [.. drafts.Select(_ => false)];
        foreach (var name in options.Keep) kept[TableOptions.Find(relation.Names, name, $"{Setting("keep_columns")}")] = true;
        ColumnUse[] uses = [.. drafts.Select(draft => UseOf(draft, relation.Names, options))];
        var examples = Examples(relation, drafts);
        CellPlan?[] plans = [.. drafts.Select((draft, i) => uses[i] != ColumnUse.LeftOut ? Plan(relation.Session, draft)
            : kept[i] ? CellPlan.Text($"CAST({draft.Sql} AS VARCHAR)") : null)];
        return ingest.Read(relation, plans, count, cells =>
        {
            for (var i = 0; i < cells.Length; i++)
                if (plans[i] is null && drafts[i].Kind == ColumnKind.Constant) cells[i] = new ConstantCells(count, drafts[i].Ordered[0]);
            ColumnSchema[] columns = [.. drafts.Select((draft, i) => Complete(relation, draft, uses[i], examples[i], cells[i]))];
            string[] unused = columns.Any(column => column.IsUsed) ? [] : ["No column is used, since all of them are left out; give one of them a kind."];
            return new TableSchema([.. columns]) { Delimiter = relation.Delimiter, Doubts = [.. relation.Doubts, .. unused] };
        });
    }

    /// <summary>Refuses relations without rows, and those of more than an array holds.</summary>
    public static void RequireCount(TableRelation relation, long count)
    {
        if (count == 0) throw new HourglassException($"'{What(relation.Name)}' has {Got("columns and no rows")}; a table needs {Allowed("at least one row")}.");
        if (count > Array.MaxLength)
            throw new HourglassException($"'{What(relation.Name)}' has {Got($"{count:N0} rows")}, and a table in memory may have " +
                $"{Allowed($"{Array.MaxLength:N0}")}; read a part of it with sql:SELECT.");
    }

    private static ColumnUse UseOf(ColumnDraft draft, IReadOnlyList<string> names, TableOptions options)
    {
        var isLabel = options.Label is { } label && TableOptions.Find(names, label, $"{Setting("label")}") == draft.Index;
        var isCondition = options.Conditions.Any(name => TableOptions.Find(names, name, $"{Setting("condition")}") == draft.Index);
        if (draft.Override?.IsDropped == true || draft.Kind is ColumnKind.Empty or ColumnKind.Constant or ColumnKind.Identifier or ColumnKind.Text)
        {
            if (!isLabel && !isCondition) return ColumnUse.LeftOut;
            throw new UsageException($"The column '{What(draft.Name)}' is of the kind {Got(draft.Kind.ToString().ToLowerInvariant())} and cannot be the " +
                $"{(isLabel ? "label" : "condition")}; give {Allowed("another column")}, or its kind by {Setting("column", $"{draft.Name}=category")}.");
        }

        return isLabel ? ColumnUse.Label : isCondition ? ColumnUse.Condition : ColumnUse.Input;
    }

    private static CellPlan Plan(DuckDbSession session, ColumnDraft draft)
    {
        var text = draft.IsText ? draft.Sql : $"CAST({draft.Sql} AS VARCHAR)";
        return draft.Kind switch
        {
            ColumnKind.Number or ColumnKind.Integer or ColumnKind.Date or ColumnKind.DateTime or ColumnKind.Duration =>
                CellPlan.Of(draft.Kind, draft.Reading?.Sql(draft.Sql) ?? ColumnFacts.TypedValue(draft), draft.Facts),
            ColumnKind.Boolean => CellPlan.Levels($"CAST(CASE {text} WHEN {DuckDbSession.Text(draft.Ordered[0])} THEN 0 WHEN " +
                $"{DuckDbSession.Text(draft.Ordered[1])} THEN 1 END AS UTINYINT)", 2),
            _ => CellPlan.Levels($"TRY_CAST({text} AS {CellPlan.Enumerate(session, $"e{draft.Index}", draft.Ordered)})", draft.Ordered.Length),
        };
    }

    private static string[][] Examples(TableRelation relation, List<ColumnDraft> drafts)
    {
        string[] Distinct(IEnumerable<object?> cells) => [.. cells.OfType<string>().Select(text => text.Trim()).Where(text => text.Length > 0)
            .Distinct(StringComparer.Ordinal).Take(ShownExamples)];
        var rows = relation.Session.Rows($"SELECT {string.Join(", ", drafts.Select(draft => $"CAST({draft.Sql} AS VARCHAR)"))} FROM {TableRelation.Source} " +
            $"LIMIT {ExampleRows}");
        var examples = drafts.ConvertAll(draft => Distinct(rows.Select(row => row[draft.Index]))).ToArray();
        foreach (var draft in drafts.Where(draft => examples[draft.Index].Length == 0 && draft.Given > 0))
            examples[draft.Index] = Distinct(relation.Session
                .Rows($"SELECT CAST({draft.Sql} AS VARCHAR) FROM {TableRelation.Source} WHERE {draft.Sql} IS NOT NULL LIMIT {ExampleRows}")
                    .Select(row => row[0]));
        return examples;
    }

    private static ColumnSchema Complete(TableRelation relation, ColumnDraft draft, ColumnUse use, string[] examples, ColumnCells cells)
    {
        // The draft stays as it is: cells may be read once more where a store cannot be written.
        var (mark, missing, marks) = Missing(relation, draft);
        List<string> doubts = [.. draft.Doubts, .. marks];
        var counts = draft.Levels?.ToDictionary(level => level.Text, level => level.Count, StringComparer.Ordinal) ?? [];
        var hasRange = draft.Kind is ColumnKind.Number or ColumnKind.Integer or ColumnKind.Date or ColumnKind.DateTime or ColumnKind.Duration;
        var isNumber = draft.Kind is ColumnKind.Number or ColumnKind.Integer;
        var isLoaded = isNumber && use != ColumnUse.LeftOut;
        if (isLoaded && draft.Least is { } least && draft.Most is { } most && NumberStatistics.Sentinel(cells, least, most) is { } sentinel)
            doubts.Add($"{sentinel.Value} in {sentinel.Count:N0} rows is far from all other numbers and may stand for a missing one; it is read as a " +
                "number.");
        return new ColumnSchema(draft.Name, draft.Kind)
        {
            Use = use,
            Reason = draft.Reason,
            Levels = [.. draft.Ordered],
            Counts = [.. draft.Ordered.Select(level => counts.GetValueOrDefault(level))],
            Least = hasRange ? draft.Least : null,
            Most = hasRange ? draft.Most : null,
            Decimals = !isNumber ? null : draft.Reading is not null ? draft.Decimals?.Most : isLoaded
                ? NumberStatistics.Decimals(cells, draft.Type == "FLOAT") : null,
            IsPadded = isNumber && draft.Reading is not null && draft.Decimals is { Most: > 0 } decimals && decimals.Most == decimals.Least,
            Heaped = isLoaded ? [.. NumberStatistics.Heaped(cells)] : [],
            Rows = draft.Rows,
            Missing = missing,
            MissingMark = mark,
            Numbers = draft.Reading?.Numbers ?? NumberFormat.Plain,
            TimeFormat = draft.Reading?.TimeFormat ?? "",
            StoredAs = draft.IsText ? "" : draft.Type,
            Examples = [.. examples],
            Doubts = [.. doubts],
        };
    }

    /// <summary>How missing cells are written, their number, and what is doubtful about them.</summary>
    private static (string Mark, long Missing, string[] Doubts) Missing(TableRelation relation, ColumnDraft draft)
    {
        if (draft.Kind == ColumnKind.Empty) return ("", draft.Rows, []);
        if (draft.Kind is ColumnKind.Text or ColumnKind.Identifier) return ("", draft.Rows - draft.Given, []);
        var hasLevels = draft.Kind is ColumnKind.Boolean or ColumnKind.Category or ColumnKind.OrderedCategory or ColumnKind.Constant;
        var marks = hasLevels || !draft.IsText ? draft.LevelMarks : draft.Marks == 0 ? [] : relation.Session
            .Rows($"SELECT {draft.Sql}, count(*) FROM {TableRelation.Source} WHERE {MissingMarks.AmongValuesSql(draft.Sql)} GROUP BY 1")
            .ConvertAll(row => (Text: (string)row[0]!, Count: ColumnFacts.Integer(row[1])));
        marks = [.. marks.Where(one => one.Text.Trim().Length > 0).OrderByDescending(one => one.Count).ThenBy(one => one.Text, StringComparer.Ordinal)];
        string[] doubts = marks.Count == 0 || !draft.IsText ? []
            : [$"{string.Join(" and ", marks.Take(3).Select(one => $"'{one.Text.Trim()}'"))} in {marks.Sum(one => one.Count):N0} " +
                $"{(marks.Sum(one => one.Count) == 1 ? "row is" : "rows is")} read as missing."];
        var given = hasLevels ? draft.Levels!.Sum(level => level.Count) : draft.Values;
        return (marks.Count > 0 && draft.IsText && marks[0].Count > draft.Rows - draft.Given ? marks[0].Text : "", draft.Rows - given, doubts);
    }
}
