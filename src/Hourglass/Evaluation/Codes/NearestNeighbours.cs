using Hourglass.Data;
using Hourglass.Passes;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>
/// <c>knn_accuracy</c>: the fraction of examples whose class is the most frequent among their nearest neighbours in latent space
/// (Euclidean). In a tie, the class with the smallest index wins, as in scikit-learn, so that results agree.
/// </summary>
internal static class NearestNeighbours
{
    private const int QueryNumbers = 1 << 24;
    private const int PointNumbers = 1 << 22;
    private const int QueriesAtOnce = 1024;
    private const int PointsAtOnce = 4096;

    // Points of few dimensions are so close that |b|^2 - 2ab in 32 bits would confuse their order.
    private const int DoubleUpTo = 64;

    /// <summary>
    /// The accuracy on <paramref name="queries"/> by the labels of <paramref name="points"/>; if both are the same list, no example is its own neighbour.
    /// </summary>
    /// <param name="queries">Examples with labels, in the units of the model.</param>
    /// <param name="points">Examples with labels, in the units of the model.</param>
    /// <param name="width">Dimensions of a code.</param>
    /// <param name="k">Number of neighbours that vote; at least 1.</param>
    /// <param name="encode">Computes the codes [batch, width] of a batch.</param>
    /// <param name="control">Receives the progress, in points compared, and cancels.</param>
    public static double Accuracy(Examples queries, Examples points, int width, int k, Func<Batch, Tensor> encode, WorkControl control = default)
    {
        var same = ReferenceEquals(queries, points);
        var nearest = Find(queries, points, width, Math.Min(points.Count, same ? k + 1 : k), encode, control);
        var labels = points.Labels!;
        var right = 0;
        var votes = new Dictionary<int, int>();
        for (var i = 0; i < queries.Count; i++)
        {
            votes.Clear();
            for (var (j, cast) = (0, 0); j < nearest.GetLength(1) && cast < k; j++)
            {
                if (same && nearest[i, j] == i) continue;
                var label = labels[nearest[i, j]];
                votes[label] = votes.GetValueOrDefault(label) + 1;
                cast++;
            }

            if (Winner(votes) == queries.Labels![i]) right++;
        }

        return (double)right / queries.Count;
    }

    /// <summary>The positions in <paramref name="points"/> of the k nearest to each query, nearest first: [queries, k].</summary>
    public static int[,] Find(Examples queries, Examples points, int width, int k, Func<Batch, Tensor> encode, WorkControl control = default)
    {
        var result = new int[queries.Count, k];
        var block = Math.Clamp(QueryNumbers / width, QueriesAtOnce, Math.Max(QueriesAtOnce, queries.Count));
        using var frozen = no_grad();
        for (var start = 0; start < queries.Count; start += block)
        {
            using var scope = NewDisposeScope();
            var codes = Codes(queries, start, Math.Min(block, queries.Count - start), width, encode, control);
            var found = FindBlock(codes, points, k, encode, control).data<long>();
            for (var i = 0; i < found.Count; i++) result[start + (i / k), i % k] = (int)found[i];
        }

        return result;
    }

    private static Tensor FindBlock(Tensor queries, Examples points, int k, Func<Batch, Tensor> encode, WorkControl control)
    {
        var (count, width) = (queries.shape[0], (int)queries.shape[1]);
        var centre = queries.mean([0], keepdim: true);
        queries.sub_(centre);
        var best = full(count, k, double.PositiveInfinity, queries.dtype);
        var which = zeros(count, k, int64);
        var chunk = Math.Clamp(PointNumbers / width, 256, PointsAtOnce);
        for (var start = 0; start < points.Count; start += chunk)
        {
            using var scope = NewDisposeScope();
            var codes = Codes(points, start, Math.Min(chunk, points.Count - start), width, encode, control).sub_(centre);
            var squares = codes.square().sum(1);
            for (long from = 0; from < count; from += QueriesAtOnce)
            {
                control.ThrowIfCancelled();
                using var step = NewDisposeScope();
                var rows = Math.Min(QueriesAtOnce, count - from);

                // |a - b|^2 without |a|^2, which does not change the order.
                var distances = addmm(squares, queries.narrow(0, from, rows), codes.t(), beta: 1, alpha: -2);
                var (near, at) = distances.topk((int)Math.Min(k, codes.shape[0]), 1, largest: false);
                Merge(best.narrow(0, from, rows), which.narrow(0, from, rows), near, at.add_(start));
            }

            control.Done(Math.Min(start + chunk, points.Count), points.Count);
        }

        return which;
    }

    private static void Merge(Tensor best, Tensor which, Tensor near, Tensor at)
    {
        var (distances, order) = cat([best, near], 1).topk((int)best.shape[1], 1, largest: false);
        which.copy_(cat([which, at], 1).gather(1, order));
        best.copy_(distances);
    }

    private static Tensor Codes(Examples examples, int start, int count, int width, Func<Batch, Tensor> encode, WorkControl control)
    {
        var codes = empty(count, width, width <= DoubleUpTo ? float64 : float32);
        var batch = Math.Min(ReconstructionPass.BatchSize(examples.Shape.Size), count);
        var positions = new int[batch];
        using var batches = new BatchReader(examples, batch);
        for (var done = 0; done < count; done += batch)
        {
            control.ThrowIfCancelled();
            using var scope = NewDisposeScope();
            var rows = Math.Min(batch, count - done);
            for (var i = 0; i < rows; i++) positions[i] = start + done + i;
            codes.narrow(0, done, rows).copy_(encode(batches.Read(positions.AsSpan(0, rows))));
        }

        return codes;
    }

    /// <summary>The most frequent class, counted in one pass; in a tie, the smallest index.</summary>
    private static int? Winner(Dictionary<int, int> votes)
    {
        (int? Class, int Votes) winner = (null, 0);
        foreach (var (vote, count) in votes)
        {
            if (count > winner.Votes || (count == winner.Votes && vote < winner.Class)) winner = (vote, count);
        }

        return winner.Class;
    }
}
