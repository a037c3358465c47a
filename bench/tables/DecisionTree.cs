namespace Hourglass.TableBench;

/// <summary>
/// A tree for numbers, by squared error, or for levels, by the Gini impurity (L. Breiman, J. Friedman, R. Olshen and C. Stone, "Classification and regression
/// trees", 1984), grown until no split leaves enough rows on both sides or lowers the error.
/// </summary>
internal sealed class DecisionTree
{
    private const double LeastGain = 1e-12;

    private readonly double[][] inputs;
    private readonly double[] targets;
    private readonly int levels;
    private readonly int leastRows;
    private readonly int[][] orders;
    private readonly bool[] goesLeft;
    private readonly int[] moved;
    private readonly List<Node> nodes = [];

    private DecisionTree(double[][] inputs, double[] targets, int levels, int leastRows)
    {
        var count = targets.Length;
        (this.inputs, this.levels, this.leastRows) = (inputs, levels, leastRows);
        (goesLeft, moved) = (new bool[count], new int[count]);

        // Squares of numbers far from 0 would cancel, and a gain has no meaning without a scale.
        var centre = targets.Average();
        var scale = Math.Max(targets.Max() - centre, centre - targets.Min());
        this.targets = levels > 0 ? targets : Array.ConvertAll(targets, target => scale > 0 ? (target - centre) / scale : 0);
        orders = Array.ConvertAll(inputs, cells =>
        {
            var order = Enumerable.Range(0, count).ToArray();
            Array.Sort((double[])cells.Clone(), order);
            return order;
        });
        Grow();
    }

    /// <summary>Grows a tree.</summary>
    /// <param name="inputs">One array per column, at least one; without NaN.</param>
    /// <param name="targets">A number, or the index of a level, per row.</param>
    /// <param name="levels">The number of levels; 0 for numbers.</param>
    /// <param name="leastRows">The least number of rows in a leaf.</param>
    public static DecisionTree Grow(double[][] inputs, double[] targets, int levels, int leastRows) => new(inputs, targets, levels, leastRows);

    /// <summary>The rows, of those that the tree was grown from, in the leaf of a row with these inputs.</summary>
    public ReadOnlySpan<int> Leaf(Func<int, double> input)
    {
        var node = nodes[0];
        while (node.Input >= 0) node = nodes[input(node.Input) <= node.Threshold ? node.Left : node.Right];
        return orders[0].AsSpan(node.Start, node.End - node.Start);
    }

    private void Grow()
    {
        nodes.Add(new Node(0, targets.Length));
        for (var number = 0; number < nodes.Count; number++)
        {
            var node = nodes[number];
            var best = (Gain: LeastGain, Input: -1, Last: 0);
            for (var j = 0; j < inputs.Length && node.End - node.Start >= 2 * leastRows; j++)
            {
                if (BestOf(node, j) is var (gain, last) && gain > best.Gain) best = (gain, j, last);
            }

            if (best.Input < 0) continue;
            Part(node, best.Input, best.Last);
            nodes[number] = node with
            {
                Input = best.Input,
                Threshold = inputs[best.Input][orders[best.Input][best.Last]],
                Left = nodes.Count,
                Right = nodes.Count + 1,
            };
            nodes.Add(new Node(node.Start, best.Last + 1));
            nodes.Add(new Node(best.Last + 1, node.End));
        }
    }

    /// <summary>The best split of a node by a column: its gain, and the position of the last row that goes left.</summary>
    private (double Gain, int Last) BestOf(Node node, int input)
    {
        var (order, cells, count) = (orders[input], inputs[input], node.End - node.Start);
        var best = (Gain: 0.0, Last: 0);
        if (cells[order[node.Start]] == cells[order[node.End - 1]]) return best;

        // The sum of the squared counts of the levels, or the square of the sum of the numbers, on both sides.
        var (left, right) = (new double[Math.Max(levels, 1)], new double[Math.Max(levels, 1)]);
        var (leftSquares, rightSquares) = (0.0, 0.0);
        for (var i = node.Start; i < node.End; i++) rightSquares += Add(right, targets[order[i]], 1);
        var whole = rightSquares / count;
        for (var i = node.Start; i < node.End - 1; i++)
        {
            leftSquares += Add(left, targets[order[i]], 1);
            rightSquares += Add(right, targets[order[i]], -1);
            var taken = i - node.Start + 1;
            if (taken < leastRows || count - taken < leastRows || cells[order[i]] == cells[order[i + 1]]) continue;
            var gain = ((leftSquares / taken) + (rightSquares / (count - taken)) - whole) / count;
            if (gain > best.Gain) best = (gain, i);
        }

        return best;
    }

    /// <summary>Adds a target to sums, or takes it away, and returns by how much their squares change.</summary>
    private double Add(double[] sums, double target, int sign)
    {
        var (at, step) = levels > 0 ? ((int)target, (double)sign) : (0, sign * target);
        var before = sums[at];
        sums[at] += step;
        return (sums[at] * sums[at]) - (before * before);
    }

    /// <summary>Moves the rows that go left to the front of the node, in the order of every column.</summary>
    private void Part(Node node, int input, int last)
    {
        for (var i = node.Start; i < node.End; i++) goesLeft[orders[input][i]] = i <= last;
        foreach (var order in orders)
        {
            var (left, right) = (node.Start, 0);
            for (var i = node.Start; i < node.End; i++)
            {
                if (goesLeft[order[i]]) order[left++] = order[i];
                else moved[right++] = order[i];
            }

            moved.AsSpan(0, right).CopyTo(order.AsSpan(left));
        }
    }

    private sealed record Node(int Start, int End, int Input = -1, double Threshold = 0, int Left = 0, int Right = 0);
}
