using System.Text.RegularExpressions;

namespace Hourglass.Data;

/// <summary>Decides how the texts of a column are read: as numbers, dates, durations, or as they are.</summary>
internal sealed partial class ReadingChoice(TableRelation relation, bool allowsStrayCells)
{
    private const int SampleSize = 1000;
    private const double MostCells = 0.95;
    private const double SomeCells = 0.02;
    private const int ManyValues = 50;
    private const int TriedTexts = 200;

    /// <summary>Sets <see cref="ColumnDraft.Reading"/>, and with it the facts that depend on it.</summary>
    /// <exception cref="HourglassException">A few cells of the column are of another type, and that is not allowed.</exception>
    public void Decide(ColumnDraft draft)
    {
        var asked = draft.Override?.Kind;
        if (!draft.IsText || draft.Cells == 0 || asked is ColumnKind.Text or ColumnKind.Category or ColumnKind.OrderedCategory or ColumnKind.Boolean) return;
        var wantsNumber = asked is ColumnKind.Number or ColumnKind.Integer;
        var wantsTime = asked is ColumnKind.Date or ColumnKind.DateTime or ColumnKind.Duration;
        if (draft.Values == draft.Cells && !wantsTime)
        {
            if (draft.LeadingZeros > 0 && draft.Decimals?.Most == 0 && !wantsNumber)
                draft.Reason = "numbers with leading zeros are codes";
            else Accept(draft, LooksLikeDay(draft) && asked is null && Reads(draft, TimeReadings.Digits) ? TimeReadings.Digits : NumberReadings.Plain);
            return;
        }

        var best = Best(draft, wantsNumber, wantsTime);
        if (best is null)
        {
            if (wantsNumber || wantsTime) throw Unreadable(draft, asked!.Value);
            if (draft.Values * 2 > draft.Cells)
                draft.Doubts.Add($"{draft.Values:N0} of {draft.Cells:N0} cells are numbers, but {Stray(draft, NumberReadings.Plain)}; the column is not read " +
                    "as numbers (as a number column, such cells are read as missing).");
            else if (MixedTimes(draft) is { } doubt) draft.Doubts.Add(doubt);
            return;
        }

        var (reading, facts) = best.Value;
        if (facts.Count < draft.Cells) RefuseOrTell(draft, reading, draft.Cells - facts.Count);
        if (reading != NumberReadings.Plain)
        {
            (draft.Least, draft.Most) = (facts.Least, facts.Most);
            if (reading.Kind == ColumnKind.Number) FillNumbers(draft, reading);
            draft.LeadingZeros = 0;
        }

        draft.Values = facts.Count;
        Accept(draft, reading);
        TellUnsigned(draft, reading);
    }

    /// <summary>Dates or durations in several formats, or with a few words among them, as a doubt; null if the cells are something else.</summary>
    private string? MixedTimes(ColumnDraft draft)
    {
        var readings = TimesOf(Sample(draft), draft, SomeCells);
        if (readings.Count == 0) return null;
        var facts = ColumnFacts.Of(relation, [.. readings.Select(reading => (draft, reading))]);
        var first = Enumerable.Range(0, readings.Count).OrderByDescending(i => facts[i].Count).ThenBy(i => i).First();
        var what = readings[first].Kind == ColumnKind.Duration ? "durations" : "dates";
        var (count, format) = (facts[first].Count, Format(readings[first]));
        // What the first format does not read, in each of the others.
        var rest = ColumnFacts.Of(relation, [.. readings.Select(other => (draft, other with { Sql = column =>
            $"CASE WHEN ({readings[first].Sql(column)}) IS NULL THEN {other.Sql(column)} END" }))]);
        var second = Enumerable.Range(0, readings.Count).OrderByDescending(i => rest[i].Count).ThenBy(i => i).First();
        if (count + rest[second].Count >= MostCells * draft.Cells && rest[second].Count > 0)
            return $"The cells are {what} in different formats, {count:N0} as {format} and {rest[second].Count:N0} as {Format(readings[second])} " +
                $"({Stray(draft, readings[first])}); the column is read as words: write all of them in one format.";
        return count * 2 > draft.Cells ? $"{count:N0} of {draft.Cells:N0} cells are {what} as {format}, but {Stray(draft, readings[first])}; the column is not " +
            $"read as {what} (as a column of {what}, such cells are read as missing)." : null;

        static string Format(CellReading reading) => reading.Kind != ColumnKind.Duration ? reading.TimeFormat.Replace("'", "", StringComparison.Ordinal)
            : reading.TimeFormat == "iso" ? "PT1H30M" : "1:30:00";
    }

    /// <summary>A number without the per cent sign of the others may be a hundred times as large.</summary>
    private void TellUnsigned(ColumnDraft draft, CellReading reading)
    {
        if (reading.Numbers.Suffix.Trim() != "%") return;
        var isBare = $"{draft.Sql} IS NOT NULL AND NOT {MissingMarks.AmongValuesSql(draft.Sql)} AND NOT contains({draft.Sql}, '%')";
        var bare = ColumnFacts.Integer(relation.Session.Rows($"SELECT count(CASE WHEN {isBare} THEN 1 END) FROM {TableRelation.Source}")[0][0]);
        if (bare > 0)
            draft.Doubts.Add($"{bare:N0} of {draft.Cells:N0} cells have no per cent sign ({First(draft, isBare)}); they are read like those with one, 5 as 5%.");
    }

    /// <summary>Infinite numbers of a typed column.</summary>
    public void DecideInfinite(ColumnDraft draft)
    {
        if (draft.IsText || draft.Infinite == 0) return;
        var row = relation.Session.Rows($"SELECT r FROM (SELECT row_number() OVER () - 1 AS r, {draft.Sql} AS c FROM {TableRelation.Source}) WHERE isinf(c) " +
            "LIMIT 1")[0];
        var place = Wording.Capitalized(relation.Locate(ColumnFacts.Integer(row[0])));
        if (!allowsStrayCells && draft.Override is null)
            throw new HourglassException($"{place} is {Got("infinite")} in {What($"column '{draft.Name}'")}, as are {draft.Infinite - 1:N0} other cells; " +
                $"{Allowed("correct it")}, give {Setting("column", $"{draft.Name}=number")} to read infinite numbers as missing, or " +
                $"{Setting("drop", draft.Name)} to omit the column.");
        draft.Doubts.Add($"{place} is infinite in column '{draft.Name}'; {draft.Infinite:N0} infinite numbers are read as missing.");
    }

    private (CellReading Reading, (long Count, double? Least, double? Most) Facts)? Best(ColumnDraft draft, bool wantsNumber, bool wantsTime)
    {
        var sample = Sample(draft);
        var share = wantsNumber || wantsTime ? 0.5 : MostCells;
        var candidates = new List<CellReading>();
        if (!wantsTime && draft.Values + draft.Infinite >= share * draft.Cells) candidates.Add(NumberReadings.Plain);
        if (sample.Count(text => text.Any(char.IsAsciiDigit)) >= share * sample.Length)
        {
            if (!wantsTime) candidates.AddRange(NumberReadings.Of(sample, relation.Delimiter, share));
            if (!wantsNumber) candidates.AddRange(TimesOf(sample, draft, share));
        }

        if (candidates.Count == 0) return null;
        var facts = FactsOf(draft, candidates);
        var best = Enumerable.Range(0, candidates.Count).OrderByDescending(i => facts[i].Count).ThenBy(i => i).First();
        // A few stray cells among many different values are errors; among few values they are levels.
        var suffices = facts[best].Count == draft.Cells || (facts[best].Count >= share * draft.Cells
            && (draft.Distinct > ManyValues || wantsNumber || wantsTime));
        if (!suffices) return null;
        TellAmbiguity(draft, candidates, facts, best);
        return (candidates[best], facts[best]);
    }

    /// <summary>What each candidate reads. Where the first one reads everything, the others count only if they read the same cells as other values.</summary>
    private List<(long Count, double? Least, double? Most)> FactsOf(ColumnDraft draft, List<CellReading> candidates)
    {
        bool IsRival(CellReading other) => other.TimeFormat.Length > 0 && other.TimeFormat == candidates[0].Ambiguity;
        if (candidates.Count > 1 && candidates[0].Kind != ColumnKind.Number)
        {
            int[] tried = [0, .. Enumerable.Range(1, candidates.Count - 1).Where(i => IsRival(candidates[i]))];
            var found = ColumnFacts.Of(relation, [.. tried.Select(i => (draft, candidates[i]))]);
            if (found[0].Count == draft.Cells)
                return [.. candidates.Select((_, i) => Array.IndexOf(tried, i) is >= 0 and var at ? found[at] : (0, null, null))];
        }

        return ColumnFacts.Of(relation, [.. candidates.Select(reading => (draft, reading))]);
    }

    private string[] Sample(ColumnDraft draft) =>
    [
        .. relation.Session
            .Rows($"SELECT {draft.Sql} FROM {TableRelation.Source} WHERE {draft.Sql} IS NOT NULL AND NOT {MissingMarks.AmongValuesSql(draft.Sql)} LIMIT " +
                $"{SampleSize}")
            .Select(row => (string)row[0]!),
    ];

    private List<CellReading> TimesOf(string[] sample, ColumnDraft draft, double share)
    {
        string[] some = [.. sample.Take(TriedTexts)];
        // Times have at least two digits and a sign between them, or a P; most columns of words fail here, without a pattern.
        if (some.Count(text => text.AsSpan().TrimStart("+- ").StartsWith("P") || (text.Count(char.IsAsciiDigit) >= 2
            && text.AsSpan().IndexOfAny(":-/. ,T") > 0)) < share * some.Length) return [];
        // DuckDB takes a millisecond to understand a reading: only those of a form that occurs are tried.
        (string Form, int Count)[] forms = [.. some.GroupBy(text => Digits().Replace(text, "0")).Select(group => (group.Key, group.Count()))];
        CellReading[] all = [.. (draft.Override?.Kind == ColumnKind.Duration ? [] : TimeReadings.DatesAndTimes).Concat(TimeReadings.Durations)
            .Where(reading => forms.Sum(one => reading.Form!.IsMatch(one.Form) ? one.Count : 0) >= share * some.Length)];
        if (all.Length == 0) return [];
        var texts = string.Join(", ", some.Select(text => $"({DuckDbSession.Text(text)})"));
        var counts = relation.Session.Rows($"SELECT {string.Join(", ", all.Select(reading => $"count({reading.Sql("c")})"))} FROM (VALUES {texts}) AS v(c)")[0];
        return [.. all.Where((_, i) => ColumnFacts.Integer(counts[i]) >= share * some.Length)];
    }

    private void TellAmbiguity(ColumnDraft draft, List<CellReading> candidates, List<(long Count, double? Least, double? Most)> facts, int best)
    {
        var chosen = candidates[best];
        if (chosen.Ambiguity is { } other && candidates.FindIndex(one => one.TimeFormat == other) is >= 0 and var exchanged && facts[exchanged]
            .Count == facts[best].Count)
            draft.Doubts.Add($"Day and month cannot be told apart: the dates were read as {chosen.TimeFormat}, and {other} fits as well; write them as " +
                "yyyy-MM-dd.");
        if (chosen.Numbers is { Thousands: "," } && candidates.FindIndex(one => one.Numbers is { Decimal: ",", Thousands: "" }) is >= 0 and var comma
            && facts[comma].Count == facts[best].Count)
            draft.Doubts.Add("Commas were read as marks of thousands, such as 1,234; if they are decimal commas, write points.");
    }

    private static bool LooksLikeDay(ColumnDraft draft) => draft is { IsWhole: true, MaxLength: 8, Least: >= 19_000_101, Most: <= 21_001_231 }
        && draft.Cells >= 5;

    private bool Reads(ColumnDraft draft, CellReading reading)
    {
        var facts = ColumnFacts.Of(relation, [(draft, reading)])[0];
        if (facts.Count < draft.Cells) return false;
        (draft.Least, draft.Most) = (facts.Least, facts.Most);
        return true;
    }

    private void FillNumbers(ColumnDraft draft, CellReading reading)
    {
        var mark = DuckDbSession.Text(reading.Numbers.Decimal);
        // What follows the mark ends with digits or with a sign.
        var bare = $"regexp_replace({draft.Sql}, '[^0-9]+$', '')";
        var row = relation.Session.Rows($"SELECT bool_and(v = trunc(v)), max(n), min(n) FROM (SELECT {reading.Sql(draft.Sql)} AS v, " +
            $"CASE WHEN contains({bare}, {mark}) THEN length({bare}) - strpos({bare}, {mark}) ELSE 0 END AS n FROM {TableRelation.Source}) WHERE v IS NOT " +
                "NULL")[0];
        draft.IsWhole = row[0] is true;
        draft.Decimals = ((int)ColumnFacts.Integer(row[1]), (int)ColumnFacts.Integer(row[2]));
    }

    private static void Accept(ColumnDraft draft, CellReading reading)
    {
        draft.Reading = reading;
        if (reading.Numbers is { IsPlain: false } format) draft.Reason = $"written as {format}";
        else if (reading.TimeFormat.Length > 0 && reading.Kind != ColumnKind.Duration) draft.Reason = $"written as " +
            $"{reading.TimeFormat.Replace("'", "", StringComparison.Ordinal)}";
    }

    private void RefuseOrTell(ColumnDraft draft, CellReading reading, long count)
    {
        var what = reading.Kind switch { ColumnKind.Number => "numbers", ColumnKind.Duration => "durations", _ => "dates" };
        var stray = Stray(draft, reading);
        if (!allowsStrayCells && draft.Override is null)
            throw new HourglassException($"The cells of {What($"column '{draft.Name}'")} are {what}, but " +
                $"{Got(stray)}{(count > 1 ? $", and {count - 1:N0} more are none" : "")}; " +
                $"{Allowed("correct the file")}, or {Advice(draft, what == "numbers" ? "number" : what[..^1])}.");
        draft.Doubts.Add($"The cells are {what}, but {stray}; {(count == 1 ? "this cell is" : $"{count:N0} such cells are")} read as missing.");
    }

    private static MessageText Advice(ColumnDraft draft, string kind) =>
        $"give {Setting("column", $"{draft.Name}={kind}")} to read such cells as missing, or {Setting("column", $"{draft.Name}=category")}";

    /// <summary>The first cell that a reading does not read, with its place.</summary>
    private string Stray(ColumnDraft draft, CellReading reading)
    {
        var value = reading.Sql(draft.Sql);
        var isBad = reading.Kind == ColumnKind.Number ? $"({value} IS NULL OR NOT isfinite({value}))" : $"({value}) IS NULL";
        return First(draft, $"{draft.Sql} IS NOT NULL AND NOT {MissingMarks.AmongValuesSql(draft.Sql)} AND {isBad}");
    }

    /// <summary>The first cell for which a condition holds, with its place.</summary>
    private string First(ColumnDraft draft, string condition)
    {
        var row = relation.Session.Rows($"SELECT r, c FROM (SELECT row_number() OVER () - 1 AS r, {draft.Sql} AS c, {condition} AS is_meant " +
            $"FROM {TableRelation.Source}) WHERE is_meant ORDER BY r LIMIT 1")[0];
        return $"{relation.Locate(ColumnFacts.Integer(row[0]))} has '{Short((string)row[1]!)}'";
    }

    /// <summary>A cell for messages.</summary>
    public static string Short(string text) => text.Length > 40 ? text[..40] + "..." : text;

    [GeneratedRegex("[0-9]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digits();

    private HourglassException Unreadable(ColumnDraft draft, ColumnKind kind) =>
        new($"{What($"Column '{draft.Name}'")} is to be read as {kind.ToString().ToLowerInvariant()}, but fewer than half of its cells can be: " +
            $"{Got(Stray(draft, kind is ColumnKind.Number or ColumnKind.Integer ? NumberReadings.Plain : TimeReadings.DatesAndTimes[0]))}; " +
            $"{Allowed("choose another kind")}.");
}
