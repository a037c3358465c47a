namespace Hourglass.Evaluation.Disentanglement;

/// <summary>
/// A regression tree that records the importance of each dimension (L. Breiman, J. Friedman, R. Olshen and C. Stone, "Classification and regression trees",
/// 1984).
/// </summary>
internal sealed class ImportanceTree
{
    private const int Deepest = 12;
    private const int LeastRows = 5;
    private const double LeastGain = 1e-9;

    private readonly BinnedCodes codes;
    private readonly double[,] targets;
    private readonly int[] rows;
    private readonly List<Node> nodes = [];
    private readonly int[] counts = new int[BinnedCodes.Most];
    private readonly double[] sums;
    private readonly double[] left;

    /// <summary>Grows the tree on these rows, which it reorders.</summary>
    public ImportanceTree(BinnedCodes codes, double[,] targets, int[] rows)
    {
        this.codes = codes;
        this.targets = targets;
        this.rows = rows;
        Importance = new double[codes.Dimensions];
        sums = new double[BinnedCodes.Most * Width];
        left = new double[Width];
        Grow(0, rows.Length, Deepest);
    }

    /// <summary>Reduction of the summed squared error by splits on each dimension: [latent].</summary>
    public double[] Importance { get; }

    private int Width => targets.GetLength(1);

    /// <summary>Adds the tree's prediction for a row: [targets].</summary>
    public void AddTo(double[] guess, BinnedCodes from, int row)
    {
        var node = nodes[0];
        while (node.Dimension >= 0) node = nodes[from[node.Dimension][row] <= node.Bin ? node.Left : node.Right];
        for (var m = 0; m < guess.Length; m++) guess[m] += node.Mean[m];
    }

    /// <summary>Grows a node from the rows between two positions and returns its index.</summary>
    private int Grow(int start, int end, int depth)
    {
        var number = nodes.Count;
        var total = new double[Width];
        foreach (var row in rows.AsSpan(start, end - start))
        {
            for (var m = 0; m < total.Length; m++) total[m] += targets[row, m];
        }

        var leaf = new Node(-1, 0, 0, 0, Array.ConvertAll(total, sum => sum / (end - start)));
        nodes.Add(leaf);
        if (depth == 0 || end - start < 2 * LeastRows) return number;
        var (gain, dimension, bin) = BestSplit(start, end, total);
        if (gain <= LeastGain * rows.Length) return number;
        Importance[dimension] += gain;
        var middle = Part(start, end, dimension, bin);
        var lower = Grow(start, middle, depth - 1);
        nodes[number] = leaf with { Dimension = dimension, Bin = bin, Left = lower, Right = Grow(middle, end, depth - 1) };
        return number;
    }

    private (double Gain, int Dimension, int Bin) BestSplit(int start, int end, double[] total)
    {
        var best = (Gain: 0.0, Dimension: 0, Bin: 0);
        var whole = Squares(total, end - start);
        for (var j = 0; j < codes.Dimensions; j++)
        {
            Count(start, end, j);
            Array.Clear(left);
            var seen = 0;
            for (var bin = 0; bin < BinnedCodes.Most - 1; bin++)
            {
                if (counts[bin] == 0) continue;
                seen += counts[bin];
                for (var m = 0; m < left.Length; m++) left[m] += sums[(bin * Width) + m];
                if (seen < LeastRows || end - start - seen < LeastRows) continue;
                var gain = -whole;
                for (var m = 0; m < left.Length; m++)
                {
                    var right = total[m] - left[m];
                    gain += (left[m] * left[m] / seen) + (right * right / (end - start - seen));
                }

                if (gain > best.Gain) best = (gain, j, bin);
            }
        }

        return best;
    }

    private void Count(int start, int end, int dimension)
    {
        Array.Clear(counts);
        Array.Clear(sums);
        var bins = codes[dimension];
        var width = Width;
        foreach (var row in rows.AsSpan(start, end - start))
        {
            var bin = bins[row];
            counts[bin]++;
            for (var m = 0; m < width; m++) sums[(bin * width) + m] += targets[row, m];
        }
    }

    /// <summary>Moves the rows of the lower bins to the front and returns the start of the others.</summary>
    private int Part(int start, int end, int dimension, int bin)
    {
        var bins = codes[dimension];
        var middle = start;
        for (var i = start; i < end; i++)
        {
            if (bins[rows[i]] > bin) continue;
            (rows[i], rows[middle]) = (rows[middle], rows[i]);
            middle++;
        }

        return middle;
    }

    private static double Squares(double[] sums, int count) => sums.Sum(sum => sum * sum / count);

    private sealed record Node(int Dimension, int Bin, int Left, int Right, double[] Mean);
}
