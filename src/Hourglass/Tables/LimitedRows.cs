using Hourglass.Numerics;
using Hourglass.Passes;
using Hourglass.Samplers;
using static TorchSharp.torch;

namespace Hourglass.Tables;

/// <summary>
/// Draws rows that fulfil clauses from the distribution of the model given the clauses. A candidate is a latent vector and a row whose columns are drawn from
/// the allowed levels only; the probability w of these levels, given the latent vector and the columns before, is the weight of the candidate. Accepting a
/// candidate with probability w gives exact draws. A row for which none of <see cref="Rounds"/> candidates was accepted takes one of them in proportion to the
/// weights (importance resampling), which tends to the same distribution.
/// </summary>
internal sealed class LimitedRows(Autoencoder model, RowLimits limits)
{
    /// <summary>Candidates per row at most.</summary>
    public const int Rounds = 64;

    // Below it, rows would be made of what the model has hardly seen.
    private const double LeastProbability = 1e-6;
    private const int AtOnce = 512;

    // Rows that wait for a candidate are kept in full.
    private const int Block = 1 << 14;

    /// <summary>Passes rows to <paramref name="write"/>, in any order.</summary>
    /// <param name="count">Number of rows.</param>
    /// <param name="seed">Equal seeds give equal rows.</param>
    /// <param name="condition">[count, numbers], or null.</param>
    /// <param name="sampler">Draws the latent vectors; null for the prior.</param>
    /// <param name="write">Receives the coded rows.</param>
    /// <param name="control">Progress and cancellation.</param>
    /// <exception cref="HourglassException">The model hardly ever makes such rows.</exception>
    public void Draw(int count, ulong seed, float[,]? condition, FittedSampler? sampler, RowWriter write, WorkControl control)
    {
        using var frozen = no_grad();
        using var shares = limits.LogShares();
        for (var first = 0; first < count; first += Block)
            DrawBlock(first, Math.Min(Block, count - first), seed, condition, sampler, shares, write, done => control.Done(done, count), control);
    }

    private void DrawBlock(int first, int count, ulong seed, float[,]? condition, FittedSampler? sampler, Tensor shares, RowWriter write, Action<int> report,
        WorkControl control)
    {
        var chances = SplitMixStates(first, count, seed);
        var (total, chosen) = (new double[count], new float[count][]);
        var waiting = Enumerable.Range(0, count).ToArray();
        var (sum, tried, done) = (0.0, 0L, 0);
        for (var round = 0; round < Rounds && waiting.Length > 0; round++)
        {
            var key = Randomness.Key(seed, RandomPurpose.LimitedRows, ((ulong)(first / Block) * Rounds) + (ulong)round);
            var latent = model.DrawLatent(waiting.Length, key, sampler, report: null, control.Cancellation);
            using var random = Randomness.Generator(key, RandomPurpose.Observation);
            var left = new List<int>();
            for (var start = 0; start < waiting.Length; start += AtOnce)
            {
                control.ThrowIfCancelled();
                using var scope = NewDisposeScope();
                var rows = waiting.AsSpan(start, Math.Min(AtOnce, waiting.Length - start));
                var codes = tensor(RowChunks.Of(latent, start, rows.Length).ToArray(), [rows.Length, model.Latent]);
                var (drawn, mass) = Candidates(codes, ConditionOf(condition, first, rows), shares, random);
                var (width, values, weights) = ((int)drawn.shape[1], new float[drawn.numel()], new float[rows.Length]);
                TensorRows.Copy(drawn, values);
                TensorRows.Copy(mass.exp(), weights);
                for (var i = 0; i < rows.Length; i++)
                {
                    var (row, weight) = (rows[i], (double)weights[i]);
                    (sum, tried) = (sum + weight, tried + 1);
                    total[row] += weight;
                    var candidate = values.AsSpan(i * width, width);
                    if (SplitMix64.NextUnit(ref chances[row]) < weight)
                    {
                        write(first + row, candidate);
                        chosen[row] = [];
                        done++;
                        continue;
                    }

                    // Of the candidates so far, each stays with a probability in proportion to its weight.
                    if (chosen[row] is null || SplitMix64.NextUnit(ref chances[row]) * total[row] < weight) chosen[row] = candidate.ToArray();
                    left.Add(row);
                }

                report(first + done);
            }

            waiting = [.. left];
        }

        if (waiting.Length > 0 && !(sum / tried >= LeastProbability))
            throw new HourglassException($"The model makes rows with '{What(limits.Text)}' with a probability of about {Got($"{sum / tried:G2}")}, so that they " +
                $"would be guesses; {Allowed("relax the clauses")}.");
        foreach (var row in waiting) write(first + row, chosen[row]);
        report(first + count);
    }

    private (Tensor Rows, Tensor LogMass) Candidates(Tensor codes, Tensor? condition, Tensor shares, Generator random)
    {
        if (model.Modules.Ordered is { } ordered)
        {
            var drawn = ordered.Draw(model.Modules.DecoderInput(codes, condition), random, logShares: shares);
            return (drawn.Rows, limits.LogMass(drawn.Logits, shares));
        }

        var logits = model.Modules.Decode(codes, condition);
        var rows = model.Blueprint.Loss.Sample(logits + shares, random);
        limits.DrawValues(rows, logits, random);
        return (rows, limits.LogMass(logits, shares));
    }

    private static Tensor? ConditionOf(float[,]? condition, int first, ReadOnlySpan<int> rows)
    {
        if (condition is null) return null;
        var width = condition.GetLength(1);
        var numbers = new float[rows.Length * width];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = condition[first + rows[i / width], i % width];
        return tensor(numbers, [rows.Length, width]);
    }

    private static ulong[] SplitMixStates(int first, int count, ulong seed)
    {
        var key = Randomness.Key(seed, RandomPurpose.LimitedRows, 1UL << 40);
        return [.. Enumerable.Range(first, count).Select(row => SplitMix64.Derive(key, (ulong)row))];
    }
}
