using Hourglass.Companions;
using Hourglass.Numerics;
using Hourglass.Training;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// Fits a network by maximum likelihood; a tenth of the rows is held out, and the weights of the epoch with the best likelihood on them are kept.
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
    /// <param name="negativeLogLikelihood">Computes the negative log-likelihood of some rows, in nats: [rows].</param>
    /// <param name="rowsAtOnce">Maximum number of rows in one pass through the network; gradients of larger batches are accumulated.</param>
    /// <exception cref="HourglassException">The loss became non-finite.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static void Run(CompanionFit fit, GradientFit how, nn.Module network, Tensor rows, Func<Tensor, Tensor> negativeLogLikelihood,
        int rowsAtOnce = int.MaxValue)
    {
        var options = new TrainingOptions
        {
            Epochs = how.Epochs,
            LearningRate = how.LearningRate,
            Schedule = LearningRateSchedule.Cosine,
            Clip = LargestGradient,
        };
        var order = Permutation(fit, (int)rows.shape[0], HeldOutDraw);
        var held = order.Length >= LeastToHoldOut ? order.Length / 10 : 0;
        var train = order[held..];
        var optimizer = new Optimizer(network.named_parameters().Select(pair => (pair.name, pair.parameter)), options);
        using var best = new WeightSnapshot(network);
        var least = double.PositiveInfinity;
        var steps = (train.Length + how.BatchSize - 1) / how.BatchSize;
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
                    var loss = negativeLogLikelihood(Rows(rows, train, part)).mean();
                    sum += Finite(loss.item<float>(), epoch) * part.Length;
                    (loss * ((double)part.Length / chosen.Length)).backward();
                }

                optimizer.Step(options.LearningRateAt(epoch + ((double)step / steps), how.Epochs, 1.0 / steps));
            }

            var judged = held > 0 ? HeldOut(rows, order.AsSpan(0, held), how.BatchSize, negativeLogLikelihood) : sum / train.Length;
            if (Finite(judged, epoch) < least)
            {
                least = judged;
                best.Take(network);
            }

            fit.Report(new FitProgress(epoch + 1, how.Epochs, judged));
        }

        best.Restore(network);
    }

    private static int[] Permutation(CompanionFit fit, int count, ulong index) => Randomness.Permutation(count, fit.Seed, RandomPurpose.SamplerOrder, index);

    private static Tensor Rows(Tensor rows, int[] among, ReadOnlySpan<int> positions)
    {
        var places = new long[positions.Length];
        for (var i = 0; i < places.Length; i++) places[i] = among[positions[i]];
        return rows.index_select(0, tensor(places));
    }

    private static double HeldOut(Tensor rows, ReadOnlySpan<int> held, int batch, Func<Tensor, Tensor> negativeLogLikelihood)
    {
        using var frozen = no_grad();
        var sum = 0.0;
        for (var start = 0; start < held.Length; start += batch)
        {
            using var scope = NewDisposeScope();
            var places = Array.ConvertAll(held.Slice(start, Math.Min(batch, held.Length - start)).ToArray(), place => (long)place);
            sum += negativeLogLikelihood(rows.index_select(0, tensor(places))).sum().item<float>();
        }

        return sum / held.Length;
    }

    private static double Finite(double loss, int epoch) => double.IsFinite(loss) ? loss
        : throw new HourglassException($"The fit of the {What("sampler")} met {Got("a non-finite loss")} in epoch {epoch + 1}; " +
            $"use {Allowed($"a smaller learning rate ({Setting("learning_rate", 0.0003)})")}.");
}
