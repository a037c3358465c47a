using System.Text.RegularExpressions;

namespace Hourglass.Data;

/// <summary>Decides the kind of each column from its facts, and finds its levels.</summary>
internal sealed partial class KindChoice(TableRelation relation)
{
    /// <summary>The most levels of a category.</summary>
    public const int MostLevels = 100_000;

    private const int FewNumbers = 10;
    private const int ManyLevels = 1000;
    private const int SmallTable = 20;
    private const int LongText = 64;
    private const double LargestExact = 9007199254740992;

    /// <summary>Sets the kind, its reason, and the levels.</summary>
    public void Decide(ColumnDraft draft)
    {
        if (draft.Cells == 0 || (draft.Reading is null && !draft.IsText && draft.Values == 0)) Set(draft, ColumnKind.Empty, "no cell has a value");
        else if (draft.Override?.Kind is { } kind) Obey(draft, kind);
        else if (draft.TypeLevels is not null)
        {
            FetchLevels(draft);
            Levelled(draft, ColumnKind.Category, "levels listed by the type");
        }
        else if (draft.Type == "BOOLEAN") DecideTruth(draft);
        else if (draft.Reading?.Kind is ColumnKind.Number || ColumnFacts.IsNumber(draft.Type)) DecideNumber(draft);
        else if (draft.Reading is { } reading) DecideTime(draft, reading.Kind);
        else if (!draft.IsText) DecideTime(draft, TimeKind(draft.Type)!.Value);
        else DecideText(draft);
    }

    private static ColumnKind? TimeKind(string type) => type switch
    {
        "DATE" => ColumnKind.Date,
        "TIMESTAMP" => ColumnKind.DateTime,
        "TIME" or "INTERVAL" => ColumnKind.Duration,
        _ => null,
    };

    private void DecideTruth(ColumnDraft draft)
    {
        FetchLevels(draft);
        if (IsConstant(draft)) return;
        draft.Ordered = ["false", "true"];
        Set(draft, ColumnKind.Boolean, "");
    }

    private void DecideNumber(ColumnDraft draft)
    {
        if (draft.Distinct <= FewNumbers + 4)
        {
            FetchLevels(draft);
            if (IsConstant(draft) || IsBoolean(draft)) return;
            if (draft.IsWhole && draft.Levels!.Count <= FewNumbers && draft.Values >= 5 * FewNumbers && draft.Reading is null or { Numbers.IsPlain: true })
            {
                Levelled(draft, ColumnKind.OrderedCategory, $"{draft.Levels.Count} different whole numbers");
                return;
            }
        }

        if (!draft.IsWhole)
        {
            Set(draft, ColumnKind.Number, draft.Reason);
            return;
        }

        if (draft.Reading is null or { Numbers.IsPlain: true } && IsUnique(draft) && (IsDense(draft) || IdentifierName().IsMatch(draft.Name)))
            Set(draft, ColumnKind.Identifier, "a different whole number in every row");
        else if (Math.Max(Math.Abs(draft.Least!.Value), Math.Abs(draft.Most!.Value)) > LargestExact)
            Set(draft, ColumnKind.Identifier, "whole numbers of more than 15 digits");
        else Set(draft, ColumnKind.Integer, draft.Reason);
    }

    private void DecideTime(ColumnDraft draft, ColumnKind kind)
    {
        if (draft.Distinct <= 2)
        {
            FetchLevels(draft);
            if (IsConstant(draft)) return;
        }

        Set(draft, kind, draft.Reason);
    }

    private void DecideText(ColumnDraft draft)
    {
        // Texts of many words, and texts that hardly ever repeat, are no levels.
        var isProse = draft.MeanLength > LongText && draft.Distinct > SmallTable;
        var isRepeated = draft.Distinct <= MostLevels * 1.1 && (draft.Distinct <= draft.Cells * 0.55 || draft.Cells < SmallTable);
        if (!isProse && isRepeated)
        {
            FetchLevels(draft);
            var (count, cells) = (draft.Levels!.Count, draft.Levels.Sum(level => level.Count));
            if (cells == 0)
            {
                Set(draft, ColumnKind.Empty, "no cell has a value");
                return;
            }

            if (IsConstant(draft) || IsBoolean(draft)) return;
            if (count <= MostLevels && (count <= cells / 2 || (cells < SmallTable && count < cells)))
            {
                if (OrderedScales.Order([.. draft.Levels.Select(level => level.Text)], draft.Name) is { } order)
                {
                    draft.Ordered = order;
                    if (OrderedScales.IsOutside(order[0]))
                        draft.Doubts.Add($"'{order[0]}' stands before the levels of a known order; to read the column as words, give it the kind category.");
                    Set(draft, ColumnKind.OrderedCategory, "levels of a known order");
                }
                else Levelled(draft, ColumnKind.Category, draft.Reason);
                return;
            }
        }

        if (isProse || Different(draft) < draft.Cells * 0.9 || HasBlanks(draft))
            Set(draft, ColumnKind.Text, $"free text, about {Math.Min(draft.Distinct, draft.Cells):N0} different cells");
        else Set(draft, ColumnKind.Identifier, "a different text in nearly every row");
    }

    private void Obey(ColumnDraft draft, ColumnKind kind)
    {
        const string Reason = "as requested";
        switch (kind)
        {
            case ColumnKind.Text:
                Set(draft, ColumnKind.Text, Reason);
                break;
            case ColumnKind.Category or ColumnKind.OrderedCategory:
                if (draft.Distinct > MostLevels * 1.2)
                    throw new HourglassException($"{What($"Column '{draft.Name}'")} has about {Got($"{draft.Distinct:N0} different cells")}, and a category " +
                        $"may have {Allowed($"{MostLevels:N0} levels")}; choose another kind, or drop it.");
                FetchLevels(draft);
                Levelled(draft, kind, Reason);
                if (kind == ColumnKind.OrderedCategory) Order(draft);
                break;
            case ColumnKind.Boolean:
                FetchLevels(draft);
                if (!IsBoolean(draft))
                {
                    if (draft.Levels!.Count != 2)
                        throw new HourglassException($"{What($"Column '{draft.Name}'")} is to be boolean and has {Got($"{draft.Levels.Count} different values")} " +
                            $"({string.Join(", ", draft.Levels.Take(4).Select(level => $"'{level.Text}'"))}); a boolean column has {Allowed("2")}.");
                    draft.Ordered = [.. draft.Levels.Select(level => level.Text)];
                    Set(draft, ColumnKind.Boolean, Reason);
                }

                break;
            case ColumnKind.Date or ColumnKind.DateTime or ColumnKind.Duration:
                var found = draft.Reading?.Kind ?? TimeKind(draft.Type);
                Set(draft, found ?? throw Mistyped(draft, kind.ToString().ToLowerInvariant()), Reason);
                break;
            default:
                if (draft.Reading is null && !ColumnFacts.IsNumber(draft.Type) && draft.Type != "BOOLEAN")
                    throw Mistyped(draft, "numbers");
                if (kind == ColumnKind.Integer && !draft.IsWhole)
                    draft.Doubts.Add("The column is read as whole numbers, as requested, but has fractions; they are kept when read and rounded in new rows.");
                Set(draft, kind, Reason);
                break;
        }
    }

    private static HourglassException Mistyped(ColumnDraft draft, string kind) =>
        new($"{What($"Column '{draft.Name}'")} has the type {Got(draft.Type)} and cannot be read as {kind}; {Allowed("choose another kind")}.");

    private static void Order(ColumnDraft draft)
    {
        string[] levels = [.. draft.Levels!.Select(level => level.Text)];
        if (draft.Override!.Levels.Count == 0)
        {
            draft.Ordered = OrderedScales.Order(levels, draft.Name) ?? levels;
            return;
        }

        string? Match(string name) => Array.Find(levels, level => level == name) ?? Array.Find(levels, level => level.Trim()
            .Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));
        string[] order = [.. draft.Override.Levels.Select(name => Match(name)
            ?? throw new UsageException($"The order of the {What("levels")} of '{draft.Name}' names '{Got(name)}', which does not occur; the levels are " +
                $"{string.Join(", ", levels.Take(12).Select(level => $"'{level}'"))}."))];
        if (Array.Find(levels, level => !order.Contains(level, StringComparer.Ordinal)) is { } forgotten)
            throw new UsageException($"The order of the {What("levels")} of '{draft.Name}' lacks '{Got(forgotten)}'; name each level once.");
        draft.Ordered = order;
    }

    private static void Levelled(ColumnDraft draft, ColumnKind kind, string reason)
    {
        if (draft.Levels is null) throw new InvalidOperationException($"The levels of '{draft.Name}' were not read.");
        draft.Ordered = draft.TypeLevels is { } listed ? [.. listed] : [.. draft.Levels.Select(level => level.Text)];
        if (draft.Ordered.Length > ManyLevels)
        {
            var mean = (double)draft.Cells / draft.Ordered.Length;
            draft.Doubts.Add($"There are {draft.Ordered.Length:N0} levels, on average in {mean:0.#} rows each; drop the column if they do not matter.");
        }

        var alike = draft.Ordered.GroupBy(level => level.Trim(), StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        if (alike is not null)
            draft.Doubts.Add($"The levels {string.Join(" and ", alike.Take(3).Select(level => $"'{level}'"))} differ in blanks or letter case only; they are " +
                "read as different levels.");
        Set(draft, kind, reason);
    }

    private static bool IsBoolean(ColumnDraft draft)
    {
        if (draft.Levels is not [var first, var second] || TruthWords.Order(first.Text, second.Text) is not var (no, yes)) return false;
        draft.Ordered = [no, yes];
        Set(draft, ColumnKind.Boolean, draft.Override is null ? "" : "as requested");
        return true;
    }

    /// <summary>One value in all rows. If it is missing in some, that it is may mean something, and the column stays.</summary>
    private static bool IsConstant(ColumnDraft draft)
    {
        if (draft.Levels!.Count != 1) return false;
        draft.Ordered = [draft.Levels[0].Text];
        var isMissing = draft.Levels[0].Count < draft.Rows;
        Set(draft, isMissing ? ColumnKind.Category : ColumnKind.Constant, isMissing ? "one level, or missing" : "the same value in every row");
        return true;
    }

    private bool IsUnique(ColumnDraft draft) => draft.Cells >= SmallTable && Different(draft) == draft.Given;

    /// <summary>The number of different cells, counted where the estimate, which errs by some per cent, says that nearly all differ.</summary>
    private long Different(ColumnDraft draft) => draft.Distinct < draft.Cells * 0.75 ? draft.Distinct
        : ColumnFacts.Integer(relation.Session.Rows($"SELECT count(DISTINCT {draft.Sql}) FROM {TableRelation.Source}")[0][0]);

    private static bool IsDense(ColumnDraft draft) => draft.Most - draft.Least + 1 <= draft.Values * 1.1;

    private bool HasBlanks(ColumnDraft draft)
    {
        var query = $"SELECT count(*) FROM {TableRelation.Source} WHERE contains(trim({draft.Sql}), ' ')";
        return ColumnFacts.Integer(relation.Session.Rows(query)[0][0]) > draft.Cells / 10;
    }

    private void FetchLevels(ColumnDraft draft)
    {
        var text = draft.IsText ? draft.Sql : $"CAST({draft.Sql} AS VARCHAR)";
        var found = relation.Session
            .Rows($"SELECT {text}, count(*) FROM {TableRelation.Source} WHERE {draft.Sql} IS NOT NULL GROUP BY 1")
            .ConvertAll(row => (Text: (string)row[0]!, Count: ColumnFacts.Integer(row[1])));
        var isValued = draft.Reading is not null;
        var values = found.FindAll(level => !(isValued ? MissingMarks.IsMark(level.Text) : MissingMarks.IsMarkAmongLevels(level.Text)));
        // Country codes have NA among them.
        var keepsCodes = values.Count >= SmallTable && values.TrueForAll(level => level.Text.Length == 2 && level.Text.All(char.IsAsciiLetterUpper));
        if (keepsCodes && found.Exists(level => level.Text == "NA"))
        {
            values.AddRange(found.FindAll(level => level.Text == "NA"));
            draft.Doubts.Add("'NA' is read as a code like the others, not as a missing value.");
        }

        if (!draft.IsText) values = found.FindAll(level => level.Text is not "nan");
        values.Sort((a, b) => LevelOrder.Instance.Compare(a.Text, b.Text));
        draft.Levels = values;
        draft.LevelMarks = found.FindAll(level => !values.Contains(level));
    }

    private static void Set(ColumnDraft draft, ColumnKind kind, string reason)
    {
        draft.Kind = kind;
        draft.Reason = reason;
        if (draft.Override?.IsDropped == true) draft.Reason = "dropped on request";
    }

    [GeneratedRegex(@"(^|[\s_.\-])(id|ids|key|uuid|guid|index|idx|nr|number|no)$|^(unnamed: ?\d+|row|rownames?|column1)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdentifierName();
}
