using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Evaluation.Disentanglement;
using Hourglass.Native;
using Hourglass.Objectives;
using Hourglass.Passes;
using Hourglass.Priors;
using Hourglass.Training;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>Evaluates a model on examples by every metric that applies to it.</summary>
public static class Evaluator
{
    private const double BytesPerMegabyte = 1e6;

    private const string AboutConditions =
        "This model is conditioned on the class or on side columns of each example: likelihoods and bounds are those of examples given the condition, and " +
            "codes may take information from the condition instead of the example. Do not compare these metrics with those of an unconditional model.";

    private static readonly JsonSerializerOptions ProtocolNames = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>
    /// Every metric that applies to the model and the data, in a fixed order; docs/measures.md defines each of them. Errors of
    /// reconstruction are in the units of the model: after the scaling (and binarisation) that the model was trained with.
    /// Metrics use the deterministic reconstruction, the decoder's mean at the code's mean; a denoising model gets corrupted
    /// examples and is compared with the clean ones. Only the codes take memory that grows with the number of examples.
    /// </summary>
    /// <param name="model">The model; the caller keeps ownership.</param>
    /// <param name="examples">The examples to evaluate on, in the units of the data source; the model's scaling is applied here.</param>
    /// <param name="neighbours">Training examples, whose codes are the neighbours for <c>knn_accuracy</c>, and to which probe, PCA and classifier are fitted;
    /// null for none.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="report">Receives the progress, with the part of the evaluation that is computed, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the evaluation and discards it.</param>
    /// <exception cref="HourglassException">There are no examples, or their shape is not the model's.</exception>
    /// <exception cref="UsageException">An option is out of range.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static IReadOnlyList<Metric> Evaluate(Autoencoder model, Examples examples, Examples? neighbours = null, EvaluationOptions? options = null,
        Action<RowsDone>? report = null, CancellationToken cancellation = default) =>
        Report(model, examples, neighbours, options, report, cancellation).Metrics;

    /// <summary>The metrics of <see cref="Evaluate"/> together with metrics per latent dimension, warnings and the protocol.</summary>
    /// <inheritdoc cref="Evaluate"/>
    public static EvaluationReport Report(Autoencoder model, Examples examples, Examples? neighbours = null, EvaluationOptions? options = null,
        Action<RowsDone>? report = null, CancellationToken cancellation = default)
    {
        var watch = Stopwatch.StartNew();
        var control = new WorkControl("", report, cancellation);
        control.ThrowIfCancelled();
        using var scope = NewDisposeScope();
        options ??= new EvaluationOptions();
        MessageText[] violations = [.. options.Violations()];
        if (violations.Length > 0) throw new UsageException(violations);
        if (neighbours is { Count: 0 }) throw new HourglassException($"The {What("list")} of neighbours has no examples; give " +
            $"{Allowed("at least one, or null")}.");
        var (prepared, data) = EvaluationExamples.Of(model, examples, options.Seed);
        var points = ReferenceEquals(neighbours, examples) ? prepared : neighbours is null ? null : model.Preparation.Apply(neighbours);
        var protocol = new JsonObject { ["seed"] = options.Seed, ["examples"] = examples.Count };
        var warnings = new List<string>();
        var lists = new Dictionary<string, IReadOnlyList<double>>(StringComparer.Ordinal);

        var ofReconstructions = ReconstructionQuality.Measures(data.Shape, data.Values.IsUnit, model.Blueprint.Corruption is not null,
            data.Side.Lengths is not null);
        var ofCodes = MeasuresOfCodes(model);
        List<Metric> metrics = [.. ObjectiveMeans.Of(model, data, options.Seed, 0, control.For("objective"))];
        string? noCode = null;
        if (BitsBack.Concerns(model.Blueprint))
        {
            noCode = BitsBack.Obstacle(model.Blueprint.Loss, data);
            if (noCode is null) metrics.Add(BitsBack.Of(data, metrics));
        }

        var speed = ReconstructionPass.Run(model, data, options.Seed, batch =>
        {
            foreach (var measure in ofReconstructions.Concat(ofCodes)) measure.Add(batch);
        }, control.For("reconstructions"));
        metrics.AddRange(ofReconstructions.SelectMany(measure => measure.Metrics));
        metrics.AddRange(CodeQuality.Of(model, prepared, points, options, protocol, warnings, control));
        if (options.Pca && points is not null && PcaReference.Fits(model, points))
        {
            using var reference = PcaReference.FitPrepared(model, points, control);
            metrics.AddRange(CodeQuality.Of(reference, prepared, points, options, protocol, warnings, control, "pca_"));
            protocol["pca_examples"] = points.Count;
        }

        metrics.AddRange(ofCodes.SelectMany(measure => measure.Metrics));
        if (ofCodes.OfType<DimensionKl>().FirstOrDefault() is { } kl) lists["kl_per_dimension_nats"] = kl.Nats;
        if (options.DisentanglementExamples > 0 && prepared.Side.Factors is { } factors) AddDisentanglement(factors);

        if (options.InformationExamples > 0 && data.Count > 1 && CodeInformation.Fits(model))
        {
            var information = CodeInformation.OfDrawn(model, data.Spread(options.InformationExamples), options.Seed, control);
            protocol["information_examples"] = information.Examples;
            Add(information.Metrics, information.Warning);
        }

        AddLikelihood();
        if (noCode is not null) protocol["absent"] = new JsonObject { ["bits_back_per_dimension"] = noCode };
        if (model.Blueprint.Networks.Condition is not null) warnings.Add(AboutConditions);
        if (options.Generated > 0) AddPictures();
        string[] meaningless = [.. metrics.Where(metric => !double.IsFinite(metric.Value)).Select(metric => metric.Name),
            .. lists.Where(list => !list.Value.All(double.IsFinite)).Select(list => list.Key)];
        if (meaningless.Length > 0)
            warnings.Add($"Not finite, and thus meaningless: {string.Join(", ", meaningless)}; check whether the model's training diverged.");
        metrics.Add(new("samples_per_second", speed));
        metrics.Add(new("peak_memory_mb", PeakMemory()));
        metrics.Add(new("wall_seconds", watch.Elapsed.TotalSeconds));

        // Training that continues afterwards would otherwise keep the memory of the large batches.
        Allocator.GiveBack();
        return new EvaluationReport(metrics, lists, warnings, protocol);

        void Add(IEnumerable<Metric> figures, string? warning)
        {
            metrics.AddRange(figures);
            if (warning is not null) warnings.Add(warning);
        }

        void AddLikelihood()
        {
            if (options.NllSamples == 0)
            {
                if (options.NllExamples > 0)
                    warnings.Add($"nll_examples is {options.NllExamples}, but has no effect without nll_samples; give the draws, such as nll_samples=500.");
                return;
            }

            if (ImportanceSampling.Obstacle(model) is { } obstacle)
            {
                warnings.Add($"nll_samples is {options.NllSamples}, but has no effect. {obstacle}");
                return;
            }

            var likelihood = ImportanceSampling.OfDrawn(model, options.NllExamples is > 0 and var most ? data.First(most) : data, options.NllSamples,
                options.Seed, control: control);
            protocol["nll_samples"] = likelihood.Samples;
            protocol["nll_examples"] = likelihood.ExampleNats.Count;
            protocol["nll_engine"] = likelihood.Engine.ToString().ToLowerInvariant();
            Add(likelihood.Metrics, likelihood.Warning);
        }

        void AddDisentanglement(FactorTable factors)
        {
            var how = new DisentanglementOptions { Seed = options.Seed, Points = options.DisentanglementExamples };
            var chosen = ScoredFactors.Of(factors, how);
            if (chosen.Warning is { } warning) warnings.Add(warning);
            if (chosen.Table is null) return;
            protocol["disentanglement"] = JsonSerializer.SerializeToNode(DisentanglementScores.Protocol(chosen, factors.Count, how), ProtocolNames);
            metrics.AddRange(DisentanglementScores.Of(model.EncodePrepared(prepared, control.For("encoding")), chosen, how, control));
        }

        void AddPictures()
        {
            if (PictureQuality.Obstacle(examples, neighbours, options.Generated) is { } obstacle)
            {
                warnings.Add(obstacle);
                return;
            }

            var quality = PictureQuality.Compare(examples, neighbours!,
                options.Generate
                ?? ((count, seed) => model.Generate(count, seed, condition: model.ConditionsLike(examples, count, seed), cancellation: cancellation)),
                some => model.Reconstruct(some, cancellation: cancellation), options.Generated, options.Seed, options.ClassifierFolder, report, cancellation);
            (protocol["sampler"], protocol["generated"], protocol["classifier"]) = (options.Sampler, quality.Pictures, quality.Classifier);
            protocol["precision_neighbours"] = PrecisionRecall.DefaultNeighbours;
            protocol["density_neighbours"] = DensityCoverage.DefaultNeighbours;
            metrics.AddRange(quality.Metrics);
            warnings.AddRange(quality.Warnings);
            if (quality.Pictures < options.Generated)
                warnings.Add($"generated is {options.Generated}, and {quality.Pictures} images of each kind are compared, because there are no more real " +
                    "images, or no more in half of the training images.");
        }
    }

    private static List<IMeasure> MeasuresOfCodes(Autoencoder model)
    {
        var blueprint = model.Blueprint;
        List<IMeasure> measures = [];
        if (model.Modules.Classifier is { } classifier) measures.Add(new ClassifierAccuracy(model, classifier));
        if (blueprint.CodeKind is GaussianSpec) measures.Add(new ActiveUnits(blueprint.Networks.Latent));
        if (blueprint is { CodeKind: GaussianSpec, Prior: StandardNormal, Flows.Count: 0 }) measures.Add(new DimensionKl(blueprint.Networks.Latent));
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
