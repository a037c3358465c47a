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
    private readonly TableIngest ingest;
    private readonly Dictionary<int, ValueFacts> facts = [];
    private readonly List<MessageText> warnings = [];
    private readonly List<MessageText> notes = [];

    private MatchedLoader(TableRelation relation, TableSchema schema, TableMatching matching, TableIngest ingest, int count)
    {
        (this.relation, this.schema, this.matching, this.ingest, this.count) = (relation, schema, matching, ingest, count);
        places = ColumnMatch.Find(schema, relation.Names, relation.Name);
    }

    /// <summary>The table of a relation.</summary>
    /// <exception cref="UsageException">A column to be kept does not exist.</exception>
    /// <exception cref="HourglassException">It has no rows, too many, or no column that is an input; or a strict reading refuses it.</exception>
    public static Table Load(TableRelation relation, TableSchema schema, TableMatching matching, TableIngest ingest)
    {
        var rows = ColumnFacts.Integer(relation.Session.Rows($"SELECT count(*) FROM {TableRelation.Source}")[0][0]);
        TableLoader.RequireCount(relation, rows);
        return new MatchedLoader(relation, schema, matching, ingest, (int)rows).Load();
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
        int[] from = [.. places, .. extra.Intersect(kept)];
        ColumnSchema[] columns = [.. schema.Columns, .. added];
        CellPlan?[] plans = [.. columns.Select((column, i) => from[i] < 0 ? null : Plan(Source(from[i], column), kept.Contains(from[i]), i))];
        return ingest.Read(relation, plans, count, cells =>
        {
            for (var i = 0; i < cells.Length; i++)
                if (plans[i] is null) cells[i] = TableContent.WithoutCells(columns[i], count);
            return added.Length == 0 ? schema : schema with { Columns = [.. columns] };
        }, warnings, notes);
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
            // Each value is computed once.
            var inner = string.Join(", ", some.Select((column, i) => $"{column.Value} AS x{i}, {column.IsGiven} AS g{i}"));
            var finite = string.Join(", ", some.Select((column, i) => column.IsTime ? $"x{i} AS v{i}" : $"CASE WHEN isfinite(x{i}) THEN x{i} END AS v{i}"));
            var outer = string.Join(", ", some.Select((column, i) => $"count(CASE WHEN g{i} AND v{i} IS NULL THEN 1 END), min(v{i}), max(v{i}), " +
                (column.IsTime ? $"max(CASE WHEN v{i} % 1000000 = 0 THEN 0 ELSE 1 END)" : $"max({ColumnFacts.DecimalsOf($"v{i}")})")));
            var row = relation.Session.Rows($"SELECT {outer} FROM (SELECT *, {finite} FROM (SELECT {inner} FROM {TableRelation.Source}))")[0];
            for (var i = 0; i < some.Length; i++)
            {
                var of = row.AsSpan(i * 4, 4);
                if (ColumnFacts.Integer(of[0]) is > 0 and var unreadable) Refuse(some[i], some[i].IsUnreadable, unreadable);
                int? digits = of[3] is null ? null : (int)ColumnFacts.Integer(of[3]);
                facts[some[i].Index] = new ValueFacts(ColumnFacts.Number(of[1]), ColumnFacts.Number(of[2]))
                {
                    Decimals = digits is 16 ? null : digits,
                    Are32Bit = some[i].Type == "FLOAT",
                    AreSeconds = digits == 0,
                };
            }
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

    /// <summary>How the cells of a column are read; null if they are not.</summary>
    private CellPlan? Plan(SourceColumn column, bool isKept, int position) => column.Schema switch
    {
        { IsUsed: false } => isKept || Varies(column) ? CellPlan.Text(column.Text) : null,
        { HasLevels: true } => new LevelReading(relation, column, position, matching.IsStrict, warnings, notes).Plan(),
        _ => CellPlan.Of(column.Schema.Kind, column.Value, facts[column.Index]),
    };

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
