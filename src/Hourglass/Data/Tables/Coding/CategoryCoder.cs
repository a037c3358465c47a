using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>Codes the cells of a <see cref="CategoryCode"/>.</summary>
internal sealed class CategoryCoder : LevelsCoder
{
    private readonly CategoryCode code;
    private readonly int[] codes;
    private readonly int likeliestShared;

    public CategoryCoder(CategoryCode code)
        : base(code.Block)
    {
        this.code = code;
        codes = new int[code.Own.Concat(code.Shared).DefaultIfEmpty(-1).Max() + 1];
        Array.Fill(codes, -1);
        for (var i = 0; i < code.Own.Count; i++) codes[code.Own[i]] = i;
        foreach (var level in code.Shared) codes[level] = code.Own.Count;
        likeliestShared = code.Shared.Count == 0 ? -1 : code.Shared[code.Shares.Select((share, i) => (share, i)).MaxBy(one => one.share).i];
    }

    /// <inheritdoc/>
    public override int LevelOf(double cell) => double.IsNaN(cell) ? EmptyLevel : (int)cell < codes.Length ? codes[(int)cell] : -1;

    /// <inheritdoc/>
    public override LevelLimit LimitTo(CellRange range, Func<double, double> rounded)
    {
        var shares = new double[Block.Levels];
        for (var i = 0; i < code.Own.Count; i++) shares[i] = range.Contains(code.Own[i]) ? 1 : 0;
        int[] fitting = [.. Enumerable.Range(0, code.Shared.Count).Where(i => range.Contains(code.Shared[i]))];
        var total = fitting.Sum(i => code.Shares[i]);
        if (code.Shared.Count > 0) shares[code.Own.Count] = Math.Min(1, total);
        return new LevelLimit(shares, (level, chance) =>
        {
            if (level < code.Own.Count) return code.Own[level];
            var left = chance * total;
            return code.Shared[Array.Find(fitting, i => (left -= code.Shares[i]) < 0 || i == fitting[^1])];
        });
    }

    /// <inheritdoc/>
    protected override double Best(ReadOnlySpan<float> probabilities, int most) => most < code.Own.Count ? code.Own[most] : likeliestShared;

    /// <inheritdoc/>
    protected override double DrawOf(int level, ref ulong state)
    {
        if (level < code.Own.Count) return code.Own[level];
        var left = SplitMix64.NextUnit(ref state);
        for (var i = 0; i < code.Shared.Count; i++)
            if ((left -= code.Shares[i]) < 0) return code.Shared[i];
        return likeliestShared;
    }
}
