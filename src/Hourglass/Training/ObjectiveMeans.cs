using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Objectives;
using static TorchSharp.torch;

namespace Hourglass.Training;

/// <summary>The objective and its terms, averaged over examples without training on them.</summary>
internal static class ObjectiveMeans
{
    private const int Batch = 512;

    /// <summary>The objective of a model under evaluation, with its codes not relaxed as in training.</summary>
    public static IReadOnlyList<Metric> Of(Autoencoder model, Examples examples, ulong seed, int index, WorkControl control = default) =>
        Of(new ObjectiveStage(model, 1), examples, seed, index, new Moment(double.PositiveInfinity, examples.Count) { IsJudgement = true }, control);

    /// <summary><c>loss_nats</c> with the final weights of its terms, then each term unweighted, in nats per example.</summary>
    /// <param name="stage">The stage that has the objective.</param>
    /// <param name="examples">In the units of the model.</param>
    /// <param name="seed">Seed of corruption and latent draws, together with <paramref name="index"/>.</param>
    /// <param name="index">A counter, such as the epoch.</param>
    public static IReadOnlyList<Metric> Of(Stage stage, Examples examples, ulong seed, int index) =>
        Of(stage, examples, seed, index, new Moment(double.PositiveInfinity, examples.Count), control: default);

    private static IReadOnlyList<Metric> Of(Stage stage, Examples examples, ulong seed, int index, Moment moment, WorkControl control)
    {
        var names = stage.Metrics;
        var sums = new double[names.Count];
        using var frozen = no_grad();
        using var random = Randomness.Generator(seed, RandomPurpose.Validation, (ulong)index);
        using var batches = new BatchReader(examples, Batch);
        for (var start = 0; start < examples.Count; start += Batch)
        {
            using var scope = NewDisposeScope();
            var batch = batches.Read(start);
            var losses = new StageLosses(stage, stage.Evaluate(batch, moment, random), moment.Epoch);
            for (var i = 0; i < sums.Length; i++) sums[i] += losses.Figures[i] * batch.Count;
            control.Done(start + batch.Count, examples.Count);
        }

        return [.. names.Select((name, i) => new Metric(name, sums[i] / examples.Count))];
    }
}
