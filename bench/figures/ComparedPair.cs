namespace Hourglass.Figures;

/// <summary>Two rows after equally many epochs.</summary>
/// <param name="Row">The row that has to be below.</param>
/// <param name="Other">The row that it is compared with.</param>
/// <param name="Mine">Its point after the most epochs that both have come to with equal evaluations; null where there is none.</param>
/// <param name="Theirs">The other's.</param>
internal sealed record ComparedPair(Row Row, Row Other, Point? Mine, Point? Theirs)
{
    /// <summary>How far the row is below the other; null where they have no epochs in common.</summary>
    public double? Below => Mine is null || Theirs is null ? null : Other.Figure.Of(Theirs) - Row.Figure.Of(Mine);

    /// <summary>Whether both have come to the end of the smaller budget.</summary>
    public bool IsEnd => Mine is not null && (Row.IsEnd(Mine) || Other.IsEnd(Mine));

    /// <summary>Whether it is as far below as it has to be.</summary>
    public bool IsReached => Below >= Row.Pair!.Below;

    /// <summary>The verdict in words.</summary>
    public string Verdict => Below is null ? "not run" : $"{(IsReached ? "reached" : "missed")}{(IsEnd ? "" : " so far")}";

    /// <summary>The pairs of some rows.</summary>
    /// <exception cref="HourglassException">A row is compared with one that does not exist.</exception>
    public static IEnumerable<ComparedPair> Of(IReadOnlyList<(Row Row, RowResult? Result)> all)
    {
        foreach (var (row, result) in all.Where(one => one.Row is { Pair: not null, Repeats: null }))
        {
            var (other, others) = all.FirstOrDefault(one => one.Row.Id == row.Pair!.Row);
            if (other is null)
                throw new HourglassException($"The row '{row.Id}' is compared with '{row.Pair!.Row}', which does not exist; " +
                    "correct its pair, or add that row.");
            var common = from mine in result?.Points ?? []
                         from theirs in others?.Points ?? []
                         where mine.Epochs == theirs.Epochs && RowResult.Equal(mine.Evaluate, theirs.Evaluate)
                         orderby mine.Epochs descending
                         select (mine, theirs);
            var (last, otherLast) = common.FirstOrDefault();
            yield return new ComparedPair(row, other, last, otherLast);
        }
    }
}
