using Hourglass.Settings;

namespace Hourglass.Data;

/// <summary>Reads the rows of a relation as a saved schema says, and tells what does not fit it.</summary>
internal sealed class MatchedLoader
{
    private const int ColumnsPerQuery = 40;
    private const int ShownColumns = 8;
    private readonly TableRelation relation;
    private readonly TableSchema schema;
    private readonly TableMatching matching;
    private readonly int[] places;
    private readonly int count;
    private readonly List<MessageText> warnings = [];
    private readonly List<MessageText> notes = [];

    private MatchedLoader(TableRelation relation, TableSchema schema, TableMatching matching, int count)
    {
        (this.relation, this.schema, this.matching, this.count) = (relation, schema, matching, count);
        places = ColumnMatch.Find(schema, relation.Names, relation.Name);
    }

    /// <summary>The table of a relation.</summary>
    /// <exception cref="UsageException">A column to be kept does not exist.</exception>
    /// <exception cref="HourglassException">It has no rows, too many, or no column that is an input; or a strict reading refuses it.</exception>
    public static Table Load(TableRelation relation, TableSchema schema, TableMatching matching)
    {
        var rows = ColumnFacts.Integer(relation.Session.Rows($"SELECT count(*) FROM {TableRelation.Source}")[0][0]);
        TableLoader.RequireCount(relation, rows);
        return new MatchedLoader(relation, schema, matching, (int)rows).Load();
    }

    private Table Load()
    {
        warnings.AddRange(relation.Damage);
        notes.AddRange(relation.Doubts.Select(doubt => (MessageText)doubt));
        var leftOut = matching.KeepsLeftOut ? places.Where((place, i) => place >= 0 && !schema.Columns[i].IsUsed) : [];
        int[] kept = [.. matching.Keep.Select(name => TableOptions.Find(relation.Names, name, $"{Setting("keep_columns")}")).Concat(leftOut).Distinct()];
        int[] extra = [.. Enumerable.Range(0, relation.Names.Count).Except(places)];
        RequireInputs(extra);
        TellMissing(extra);
        TellExtra([.. extra.Except(kept)]);
        TellUnreadable();
        ColumnSchema[] added = [.. extra.Intersect(kept).Select(i => new ColumnSchema(relation.Names[i], ColumnKind.Text)
        {
            Use = ColumnUse.LeftOut,
            Reason = "kept beside the columns of the schema",
        })];
        var cells = Read([.. places, .. extra.Intersect(kept)], [.. schema.Columns, .. added], kept);
        return new Table(added.Length == 0 ? schema : schema with { Columns = [.. schema.Columns, .. added] }, cells, rows: null)
        {
            Warnings = warnings,
            Notes = notes,
        };
    }

    private void RequireInputs(int[] extra)
    {
        var inputs = schema.Columns.Select((column, i) => (column, i)).Where(one => one.column.Use == ColumnUse.Input).ToArray();
        if (inputs.Length == 0 || Array.Exists(inputs, one => places[one.i] >= 0)) return;
        throw new HourglassException($"{What($"'{relation.Name}'")} has none of the columns that are needed: it has " +
            $"{Got(Shown(extra.Select(i => relation.Names[i])))}; give {Allowed(Shown(inputs.Select(one => one.column.Name)))}.");
    }

    private void TellMissing(int[] extra)
    {
        string[] missing = [.. schema.Columns.Where((column, i) => column.IsUsed && places[i] < 0).Select(column => column.Name)];
        if (missing.Length == 0) return;
        var near = missing.Length == 1 ? Nearest.To(missing[0], extra.Select(i => relation.Names[i])) : null;
        var hint = near is null ? "" : $" (is '{near}' meant?)";
        var columns = missing.Length == 1 ? "column" : "columns";
        if (matching.IsStrict)
            throw new HourglassException($"'{relation.Name}' {Got("lacks")} the {What($"{columns} {Shown(missing)}")}{hint}; " +
                $"{Allowed("add what is missing")}.");
        warnings.Add($"'{relation.Name}' {Got("lacks")} the {What($"{columns} {Shown(missing)}")}{hint}; " +
            $"{(missing.Length == 1 ? "its" : "their")} cells are read as missing.");
    }

    private void TellExtra(int[] extra)
    {
        if (extra.Length == 0) return;
        notes.Add(extra.Length == 1
            ? $"The column '{relation.Names[extra[0]]}' of '{relation.Name}' is not among those of the model and is ignored."
            : $"{extra.Length:N0} columns of '{relation.Name}' are not among those of the model and are ignored: " +
                $"{Shown(extra.Select(i => relation.Names[i]))}.");
    }

    /// <summary>Cells that are given and are no values of their column.</summary>
    private void TellUnreadable()
    {
        var columns = Enumerable.Range(0, places.Length).Where(i => places[i] >= 0 && schema.Columns[i] is { IsUsed: true, HasLevels: false })
            .Select(i => Source(places[i], schema.Columns[i]));
        foreach (var some in columns.Chunk(ColumnsPerQuery))
        {
            var query = $"SELECT {string.Join(", ", some.Select(column => $"count(CASE WHEN {column.IsUnreadable} THEN 1 END)"))} FROM {TableRelation.Source}";
            var counts = relation.Session.Rows(query)[0];
            for (var i = 0; i < some.Length; i++)
                if (ColumnFacts.Integer(counts[i]) is > 0 and var unreadable) Refuse(some[i], some[i].IsUnreadable, unreadable);
        }
    }

    private void Refuse(SourceColumn column, string isBad, long unreadable)
    {
        var (place, text) = First(column, isBad);
        if (matching.IsStrict)
            throw new HourglassException($"{Wording.Capitalized(place)} has '{Got(text)}' in the {What($"column '{column.Schema.Name}'")}; " +
                $"give {Allowed(column.Needed)}, or leave the cell empty.");
        warnings.Add($"{Wording.Capitalized(place)} has '{Got(text)}' in the {What($"column '{column.Schema.Name}'")} instead of " +
            $"{Allowed(column.Needed)}; {(unreadable == 1 ? "this cell is" : $"this and {Others(unreadable - 1)} are")} read as missing.");
    }

    private static string Others(long count) => count == 1 ? "another such cell" : $"{count:N0} other such cells";

    /// <summary>The first row for which a condition holds, and its cell.</summary>
    private (string Place, string Text) First(SourceColumn column, string condition)
    {
        var row = relation.Session.Rows($"SELECT r, t FROM (SELECT row_number() OVER () - 1 AS r, {column.Text} AS t, {condition} AS bad " +
            $"FROM {TableRelation.Source}) WHERE bad ORDER BY r LIMIT 1")[0];
        return (relation.Locate(ColumnFacts.Integer(row[0])), ReadingChoice.Short((string)row[1]!));
    }

    private SourceColumn Source(int place, ColumnSchema column) =>
        new(column, place, relation.Columns[place].Type, relation.PlainNumbers.Contains(place));

    private ColumnCells[] Read(int[] from, ColumnSchema[] columns, int[] kept)
    {
        var (builders, selected, finish) = (new List<ColumnBuilder>(), new List<string>(), new List<Action>());
        var cells = new ColumnCells[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            var at = i;
            if (from[i] < 0 || Plan(Source(from[i], columns[i]), kept.Contains(from[i]), i) is not var (sql, builder, completed))
            {
                cells[i] = columns[i] is { Kind: ColumnKind.Constant, IsUsed: false, Levels: [var value, ..] } ? new ConstantCells(count, value)
                    : new NoCells(count);
                continue;
            }

            selected.Add(sql);
            builders.Add(builder);
            finish.Add(() => cells[at] = completed(builder.Finish()));
        }

        if (builders.Count > 0) ChunkScan.Run(relation.Session, $"SELECT {string.Join(", ", selected)} FROM {TableRelation.Source}", builders, relation.Name);
        finish.ForEach(one => one());
        return cells;
    }

    /// <summary>How the cells of a column are read; null if they are not.</summary>
    private (string Sql, ColumnBuilder Builder, Func<ColumnCells, ColumnCells> Completed)? Plan(SourceColumn column, bool isKept, int position)
    {
        if (!column.Schema.IsUsed) return isKept || Varies(column) ? (column.Text, new TextBuilder(count), cells => cells) : null;
        if (column.Schema.HasLevels) return new LevelReading(relation, column, position, count, matching.IsStrict, warnings, notes).Plan();
        var (sql, builder) = CellPlan.Of(column.Schema.Kind, column.Value, count);
        return (sql, builder, cells => cells);
    }

    /// <summary>Whether a column that was the same in every row of the schema has other values here, which are then kept.</summary>
    private bool Varies(SourceColumn column)
    {
        if (column.Schema is not { Kind: ColumnKind.Constant, Levels: [var value, ..] }) return false;
        var level = new LevelMatch(column.Schema);
        var texts = relation.Session.Rows($"SELECT DISTINCT {column.Text} AS t FROM {TableRelation.Source} WHERE t IS DISTINCT FROM " +
            $"{DuckDbSession.Text(value)} LIMIT 3").ConvertAll(row => row[0] as string);
        if (texts.TrueForAll(text => text is not null && level.Of(text) is { IsOther: false })) return false;
        if (texts.Exists(text => text is not null))
            notes.Add($"The column '{column.Schema.Name}' was always '{ReadingChoice.Short(value)}' when the schema was made and has other values here; " +
                "the model does not use it.");
        return true;
    }

    private static string Shown(IEnumerable<string> names)
    {
        string[] all = [.. names.Select(name => $"'{name}'")];
        return string.Join(", ", all.Take(ShownColumns)) + (all.Length > ShownColumns ? $" and {all.Length - ShownColumns:N0} more" : "");
    }
}
