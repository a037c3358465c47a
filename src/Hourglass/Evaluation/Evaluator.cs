using System.Diagnostics;
using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Evaluation.Disentanglement;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Training;

namespace Hourglass.Evaluation;

/// <summary>Judges a model on examples by every metric that fits it.</summary>
public static class Evaluator
{
    private const double BytesPerMegabyte = 1e6;

    /// <summary>
    /// Every metric that fits the model and the data, in a fixed order; docs/measures.md says what each one is. Errors of
    /// reconstruction are in the units of the model: after the scaling (and binarisation) that the model was trained with.
    /// The reconstruction judged is the deterministic one, the decoder's mean at the code's mean; a denoising model gets damaged
    /// examples and is held against the clean ones. Memory does not grow with the number of examples.
    /// </summary>
    /// <param name="model">The model; it stays the caller's.</param>
    /// <param name="examples">What to judge on, as the data source gives them: the model's scaling is applied here.</param>
    /// <param name="neighbours">Labelled examples, usually the training ones, whose codes are the neighbours for <c>knn_accuracy</c>; null for none.</param>
    /// <param name="options">How; the defaults when null.</param>
    /// <exception cref="HourglassException">There are no examples, or their shape is not the model's.</exception>
    /// <exception cref="UsageException">An option is out of range.</exception>
    public static IReadOnlyList<Metric> Evaluate(Autoencoder model, Examples examples, Examples? neighbours = null, EvaluationOptions? options = null)
    {
        var watch = Stopwatch.StartNew();
        options ??= new EvaluationOptions();
        string[] violations = [.. options.Violations()];
        if (violations.Length > 0) throw new UsageException(string.Join(" ", violations));
        if (examples.Count == 0) throw new HourglassException("There are no examples to evaluate the model on; give at least one.");
        if (neighbours is { Count: 0 }) throw new HourglassException("There are no examples to find neighbours among; give at least one, or none at all.");

        var scaled = model.Scaled(examples);
        var points = ReferenceEquals(neighbours, examples) ? scaled : neighbours is null ? null : model.Scaled(neighbours);
        var blueprint = model.Blueprint;
        if (blueprint.Binarization == Binarization.Dynamic) UnitInterval.Demand(scaled, blueprint.Loss);
        var data = blueprint.Binarization == Binarization.Static ? scaled.Binarized(Trainer.StaticBinarizationSeed) : scaled;

        var ofReconstructions = MeasuresOfReconstructions(blueprint, data);
        var ofCodes = MeasuresOfCodes(model);
        List<Metric> metrics = [.. ObjectiveMeans.Of(model, data, options.Seed, 0)];
        var speed = ReconstructionPass.Run(model, data, [.. ofReconstructions, .. ofCodes], options.Seed);
        metrics.AddRange(ofReconstructions.SelectMany(measure => measure.Metrics));
        if (scaled.Labels is not null && points?.Labels is not null)
        {
            var accuracy = NearestNeighbours.Accuracy(
                scaled, points, model.Latent, options.Neighbours, model.Locate);
            metrics.Add(new("knn_accuracy", accuracy));
        }

        metrics.AddRange(ofCodes.SelectMany(measure => measure.Metrics));
        if (scaled.Side.Factors is { } factors && DisentanglementScores.Fits(factors))
            metrics.AddRange(DisentanglementScores.Of(model.EncodeScaled(scaled), factors, Disentangled(options)));
        if (options.NllSamples > 0 && ImportanceSampling.Fits(model))
            metrics.AddRange(ImportanceSampling.Estimate(model, data, options.NllSamples, options.Seed));
        metrics.Add(new("samples_per_second", speed));
        metrics.Add(new("peak_memory_mb", PeakMemory()));
        metrics.Add(new("wall_seconds", watch.Elapsed.TotalSeconds));
        return metrics;
    }

    /// <summary>The protocol of the scores of disentanglement.</summary>
    internal static DisentanglementOptions Disentangled(EvaluationOptions options) => new() { Seed = options.Seed };

    private static List<IMeasure> MeasuresOfReconstructions(Blueprint blueprint, Examples data)
    {
        List<IMeasure> measures = [new SquaredError()];
        if (!UnitInterval.Holds(data)) return measures;
        measures.Add(new BinaryCrossEntropy());
        measures.Add(new PeakSignalToNoise(denoising: blueprint.Corruption is not null));
        if (StructuralSimilarity.Fits(data.Shape) && data.Side.Lengths is null) measures.Add(new StructuralSimilarity(data.Shape));
        return measures;
    }

    private static List<IMeasure> MeasuresOfCodes(Autoencoder model)
    {
        var blueprint = model.Blueprint;
        List<IMeasure> measures = [];
        if (model.Modules.Classifier is { } classifier) measures.Add(new ClassifierAccuracy(model, classifier));
        if (blueprint.CodeKind is GaussianSpec) measures.Add(new ActiveUnits(blueprint.Networks.Latent));
        if (blueprint.CodeKind is QuantizedSpec quantized) measures.Add(new CodebookUse(quantized.Codebooks, quantized.Classes));
        if (blueprint.Terms.Any(term => term is Sparsity)) measures.Add(new CodeActivity());
        return measures;
    }

    private static double PeakMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / BytesPerMegabyte;
    }
}
