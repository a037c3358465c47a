using Hourglass.Companions;
using Hourglass.Numerics;
using Hourglass.Training;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// Fits a network by gradient steps on a loss; a tenth of the rows is held out, and the weights of the epoch with the best likelihood of them are kept.
/// </summary>
internal static class LikelihoodFit
{
    private const double LargestGradient = 20;
    private const int LeastToHoldOut = 20;
    private const ulong HeldOutDraw = 1 << 20;

    /// <summary>Fits <paramref name="network"/> in place.</summary>
    /// <param name="fit">Gives the seed and receives events.</param>
    /// <param name="how">Epochs, batch size and learning rate.</param>
    /// <param name="network">The network to fit.</param>
    /// <param name="rows">The data: [count, numbers].</param>
    /// <param name="loss">Computes the loss of some rows: [rows].</param>
    /// <param name="judge">
    /// Computes the negative log-likelihood of some rows, in nats, given the position of the first of them among those that are judged: [rows];
    /// null if it is the loss.
    /// </param>
    /// <param name="rowsAtOnce">Maximum number of rows in one pass through the network; gradients of larger batches are accumulated.</param>
    /// <exception cref="HourglassException">The loss became non-finite.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static void Run(CompanionFit fit, GradientFit how, nn.Module network, Tensor rows, Func<Tensor, Tensor> loss,
        Func<Tensor, int, Tensor>? judge = null, int rowsAtOnce = int.MaxValue)
    {
        var options = new TrainingOptions
        {
            Epochs = how.Epochs,
            LearningRate = how.LearningRate,
            Schedule = LearningRateSchedule.Cosine,
            Clip = LargestGradient,
        };
        var order = Permutation(fit, (int)rows.shape[0], HeldOutDraw);
        var held = HeldOut(order.Length);
        var train = order[held..];
        var optimizer = new Optimizer(network.named_parameters().Select(pair => (pair.name, pair.parameter)), options);
        using var best = new WeightSnapshot(network);
        var least = double.PositiveInfinity;
        var steps = StepsPerEpoch(order.Length, how.BatchSize);
        for (var epoch = 0; epoch < how.Epochs; epoch++)
        {
            var shuffled = Permutation(fit, train.Length, (ulong)epoch);
            var sum = 0.0;
            for (var step = 0; step < steps; step++)
            {
                fit.ThrowIfCancelled();
                var chosen = shuffled.AsSpan(step * how.BatchSize, Math.Min(how.BatchSize, train.Length - (step * how.BatchSize)));
                for (var start = 0; start < chosen.Length; start += Math.Min(rowsAtOnce, chosen.Length))
                {
                    using var scope = NewDisposeScope();
                    var part = chosen.Slice(start, Math.Min(rowsAtOnce, chosen.Length - start));
                    var mean = loss(Rows(rows, train, part)).mean();
                    sum += Finite(mean.item<float>(), epoch) * part.Length;
                    (mean * ((double)part.Length / chosen.Length)).backward();
                }

                optimizer.Step(options.LearningRateAt(epoch + ((double)step / steps), how.Epochs, 1.0 / steps));
            }

            var judged = held == 0 && judge is null
                ? sum / train.Length
                : Judged(rows, held > 0 ? order.AsSpan(0, held) : order, how.BatchSize, judge ?? ((batch, _) => loss(batch)));
            if (Finite(judged, epoch) < least)
            {
                least = judged;
                best.Take(network);
            }

            fit.Report(new FitProgress(epoch + 1, how.Epochs, judged));
        }

        best.Restore(network);
    }

    /// <summary>Number of gradient steps in an epoch over the rows that are not held out.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="batch">Rows per step.</param>
    public static int StepsPerEpoch(int rows, int batch) => (rows - HeldOut(rows) + batch - 1) / batch;

    private static int HeldOut(int rows) => rows >= LeastToHoldOut ? rows / 10 : 0;

    private static int[] Permutation(CompanionFit fit, int count, ulong index) => Randomness.Permutation(count, fit.Seed, RandomPurpose.SamplerOrder, index);

    private static Tensor Rows(Tensor rows, int[] among, ReadOnlySpan<int> positions)
    {
        var places = new long[positions.Length];
        for (var i = 0; i < places.Length; i++) places[i] = among[positions[i]];
        return rows.index_select(0, tensor(places));
    }

    private static double Judged(Tensor rows, ReadOnlySpan<int> chosen, int batch, Func<Tensor, int, Tensor> judge)
    {
        using var frozen = no_grad();
        var sum = 0.0;
        for (var start = 0; start < chosen.Length; start += batch)
        {
            using var scope = NewDisposeScope();
            var places = Array.ConvertAll(chosen.Slice(start, Math.Min(batch, chosen.Length - start)).ToArray(), place => (long)place);
            sum += judge(rows.index_select(0, tensor(places)), start).sum().item<float>();
        }

        return sum / chosen.Length;
    }

    private static double Finite(double loss, int epoch) => double.IsFinite(loss) ? loss
        : throw new HourglassException($"The fit of the {What("sampler")} met {Got("a non-finite loss")} in epoch {epoch + 1}; " +
            $"use {Allowed($"a smaller learning rate ({Setting("learning_rate", 0.0003)})")}.");
}
