namespace Hourglass.Data;

/// <summary>Reads a column of levels as the levels of a schema, and tells which it lacks.</summary>
internal sealed class LevelReading(TableRelation relation, SourceColumn column, int position, bool isStrict, List<MessageText> warnings,
    List<MessageText> notes)
{
    private const int MostTexts = 100_000;
    private const int ShownLevels = 3;

    /// <summary>What to select, and how the cells are packed.</summary>
    public CellPlan Plan()
    {
        var levels = column.Schema.Levels;
        // A truth value of the source is a truth value of the column, whatever its words are.
        if (column is { Type: "BOOLEAN", Schema.Kind: ColumnKind.Boolean })
            return CellPlan.Levels($"CAST({column.Sql} AS UTINYINT)", levels.Count);
        var exact = CellPlan.Enumerate(relation.Session, $"m{position}", levels);
        var others = relation.Session
            .Rows($"SELECT {column.Text} AS t, count(*) AS n FROM {TableRelation.Source} WHERE t IS NOT NULL AND TRY_CAST(t AS {exact}) IS NULL GROUP BY 1 " +
                $"ORDER BY n DESC, t LIMIT {MostTexts}")
            .ConvertAll(row => (Text: (string)row[0]!, Count: ColumnFacts.Integer(row[1])))
            .FindAll(one => !MissingMarks.IsMarkAmongLevels(one.Text));
        var match = new LevelMatch(column.Schema);
        var found = others.ConvertAll(one => (one.Text, one.Count, Match: match.Of(one.Text)));
        TellSimilar(found.FindAll(one => one.Match is { IsOther: true }));
        TellUnseen(found.FindAll(one => one.Match is null), exact);
        var known = found.FindAll(one => one.Match is not null);
        if (known.Count == 0) return CellPlan.Levels($"TRY_CAST({column.Text} AS {exact})", levels.Count);

        // Other texts of a level are levels of their own in DuckDB.
        string[] all = [.. levels, .. known.Select(one => one.Text)];
        int[] meant = [.. Enumerable.Range(0, levels.Count), .. known.Select(one => one.Match!.Value.Level)];
        var wide = CellPlan.Enumerate(relation.Session, $"x{position}", all);
        return CellPlan.Levels($"TRY_CAST({column.Text} AS {wide})", levels.Count) with { Meant = meant };
    }

    private void TellSimilar(List<(string Text, long Count, (int Level, bool IsOther)? Match)> similar)
    {
        if (similar.Count == 0) return;
        var shown = similar.Take(ShownLevels).Select(one => $"'{ReadingChoice.Short(one.Text)}' as '{column.Schema.Levels[one.Match!.Value.Level]}'");
        var verb = similar.Count > ShownLevels ? "and others are" : similar.Count > 1 ? "are" : "is";
        notes.Add($"Column '{column.Schema.Name}': {string.Join(", ", shown)} {verb} read in {Rows(similar.Sum(one => one.Count))}.");
    }

    private void TellUnseen(List<(string Text, long Count, (int Level, bool IsOther)? Match)> unseen, string exact)
    {
        if (unseen.Count == 0) return;
        if (isStrict)
        {
            var texts = string.Join(", ", unseen.Select(one => DuckDbSession.Text(one.Text)));
            var row = relation.Session.Rows($"SELECT r, t FROM (SELECT row_number() OVER () - 1 AS r, {column.Text} AS t FROM {TableRelation.Source}) " +
                $"WHERE TRY_CAST(t AS {exact}) IS NULL AND t IN ({texts}) ORDER BY r LIMIT 1")[0];
            var place = Wording.Capitalized(relation.Locate(ColumnFacts.Integer(row[0])));
            throw new HourglassException($"{place} has '{Got(ReadingChoice.Short((string)row[1]!))}' in the {What($"column '{column.Schema.Name}'")}, " +
                $"which is none of its levels; " +
                $"give {Allowed(Shown(column.Schema.Levels, 8))}, or leave the cell empty.");
        }

        var cells = unseen.Sum(one => one.Count);
        var counted = string.Join(", ", unseen.Take(ShownLevels).Select(one => $"'{ReadingChoice.Short(one.Text)}' in {Rows(one.Count)}"));
        var levels = unseen.Count == 1 ? "1 level" : $"{(unseen.Count == MostTexts ? "at least " : "")}{unseen.Count:N0} levels";
        warnings.Add($"The {What($"column '{column.Schema.Name}'")} has {levels} that the model does not know: " +
            $"{Got(counted + (unseen.Count > ShownLevels ? ", ..." : ""))}; {(cells == 1 ? "this cell is" : $"{cells:N0} cells are")} read as missing.");
    }

    private static string Rows(long count) => count == 1 ? "1 row" : $"{count:N0} rows";

    private static string Shown(IReadOnlyList<string> levels, int most) =>
        string.Join(", ", levels.Take(most).Select(level => $"'{ReadingChoice.Short(level)}'")) + (levels.Count > most ? ", ..." : "");
}
