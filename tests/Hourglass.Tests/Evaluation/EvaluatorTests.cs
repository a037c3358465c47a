using Hourglass.Corruptions;
using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Preparation;
using Hourglass.Training;

namespace Hourglass.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private static readonly DataShape Picture = new(1, 12, 12);
    private static readonly FloatExamples Pictures = Made(Picture, 20, 1);
    private static readonly FloatExamples Others = Made(Picture, 30, 2);
    private static readonly string[] Resources = ["samples_per_second", "peak_memory_mb", "wall_seconds"];
    private static readonly string[] OfPictures = ["mse_per_feature", "bce_per_feature", "psnr_db", "ssim", "ms_ssim"];
    private static readonly string[] OfCodes = ["knn_accuracy", "probe_accuracy", "pca_knn_accuracy", "pca_probe_accuracy"];
    private static readonly string[] OfGaussians = ["active_units", "mutual_information_nats", "mutual_information_standard_error_nats", "aggregate_gap_nats"];
    private static readonly string[] OfLikelihood =
        ["nll_nats", "nll_standard_error_nats", "nll_samples", "nll_examples", "nll_effective_samples_mean", "nll_effective_samples_low",
            "nll_effective_samples_least", "nll_bits_per_dimension"];

    public static TheoryData<Blueprint, string[]> Models
    {
        get
        {
            var dense = Networks.Dense(Picture, hidden: [8], latent: 3);
            return new()
            {
                { Recipes.Pca(Picture, 3), ["loss_nats", "reconstruction_nats", .. OfPictures, "knn_accuracy", "probe_accuracy", .. Resources] },
                { Recipes.Ae(dense), ["loss_nats", "reconstruction_nats", .. OfPictures, .. OfCodes, .. Resources] },
                { Recipes.Ae(Networks.SpatialConv(Picture, [4, 2])), ["loss_nats", "reconstruction_nats", .. OfPictures, .. OfCodes, .. Resources] },
                { Recipes.Denoising(dense, new GaussianNoise(0.4)), ["loss_nats", "reconstruction_nats", .. OfPictures[..3], "noisy_psnr_db", "psnr_gain_db", "ssim", "ms_ssim", .. OfCodes, .. Resources] },
                { Recipes.Sparse(dense), ["loss_nats", "reconstruction_nats", "sparsity_nats", .. OfPictures, .. OfCodes, "code_activity_l1", "silent_fraction", .. Resources] },
                { Recipes.Vae(dense), ["loss_nats", "reconstruction_nats", "kl_nats", .. OfPictures, .. OfCodes, .. OfGaussians, .. OfLikelihood, .. Resources] },
                { Recipes.Vae(dense) with { Binarization = Binarization.Static }, ["loss_nats", "reconstruction_nats", "kl_nats", "bits_back_per_dimension", .. OfPictures, .. OfCodes, .. OfGaussians, .. OfLikelihood, .. Resources] },
                { Recipes.BetaVae(Networks.Conv(Picture, [4], latent: 2)), ["loss_nats", "reconstruction_nats", "kl_nats", .. OfPictures, .. OfCodes, .. OfGaussians, .. OfLikelihood, .. Resources] },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_metric_that_fits_the_model_and_only_those(Blueprint blueprint, string[] expected)
    {
        using var model = blueprint.Build(1);
        var metrics = Evaluator.Evaluate(model, Pictures, Others, new EvaluationOptions { NllSamples = 5 });
        Assert.Equal(expected, metrics.Select(metric => metric.Name));
        Assert.All(metrics, metric => Assert.True(double.IsFinite(metric.Value), metric.Name));
        Assert.All(metrics.Where(metric => Resources.Contains(metric.Name)), metric => Assert.True(metric.Value > 0, metric.Name));
    }

    [Fact]
    public void Options_are_read_by_name()
    {
        Assert.Equal(new EvaluationOptions { NllSamples = 7, Pca = false },
            EvaluationOptions.Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["nll_samples"] = "7", ["pca"] = "false" }));
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal) { ["nll_sample"] = "7" };
        Assert.Contains("'nll_samples'", Assert.Throws<UsageException>(() => EvaluationOptions.Read(wrong)).Message, StringComparison.Ordinal);
        Assert.All(EvaluationOptions.Parameters, parameter => Assert.NotEmpty(parameter.Meaning));
    }

    [Fact]
    public void The_seed_decides_the_figures()
    {
        using var model = Recipes.Vae(Networks.Dense(Picture, [8], 3)).Build(1);
        Assert.Equal(Figures(1), Figures(1));
        Assert.NotEqual(Figures(1), Figures(2));

        Metric[] Figures(ulong seed) =>
            [.. Evaluator.Evaluate(model, Pictures, Others,
                new EvaluationOptions { Seed = seed, NllSamples = 3 }).Where(metric => !Resources.Contains(metric.Name))];
    }

    [Fact]
    public void The_report_has_lists_warnings_and_the_protocol()
    {
        using var model = Recipes.Vae(Networks.Dense(Picture, [8], 3)).Build(1);
        var report = Evaluator.Report(model, Pictures, Others,
            new EvaluationOptions { Seed = 5, NllSamples = 40, NllExamples = 8, InformationExamples = 12, ProbeExamples = 10 });
        Assert.Equal(8, report.Metrics.Value("nll_examples"));
        var perDimension = report.Lists["kl_per_dimension_nats"];
        Assert.Equal(3, perDimension.Count);
        Assert.Equal(report.Metrics.Value("kl_nats"), perDimension.Sum(), 1e-5);
        Assert.StartsWith(
            """{"seed":5,"examples":20,"neighbours":5,"neighbour_examples":30,"probe_examples":10,"probe_l2":0.0001,""", report.Protocol.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(("fused", 40, 8, 12), (Text("nll_engine"), Number("nll_samples"), Number("nll_examples"), Number("information_examples")));
        Assert.Equal(report.Metrics.Value("nll_nats") / (144 * Math.Log(2)), report.Metrics.Value("nll_bits_per_dimension"), 1e-9);

        // Five draws carry no estimate, and the reader is told.
        Assert.Contains(Evaluator.Report(model, Pictures, null, new EvaluationOptions { NllSamples = 5 }).Warnings,
            warning => warning.Contains("few draws", StringComparison.Ordinal));

        string Text(string name) => report.Protocol[name]!.GetValue<string>();
        int Number(string name) => report.Protocol[name]!.GetValue<int>();
    }

    [Fact]
    public void Neighbourhoods_are_compared_with_those_of_principal_components()
    {
        using var model = Recipes.Ae(Networks.Dense(Picture, [8], 3)).Build(1);
        var many = Made(Picture, 60, 3);
        var metrics = Evaluator.Evaluate(model, many, Others);
        string[] names = ["trustworthiness", "continuity", "pca_trustworthiness", "pca_continuity"];
        Assert.All(names, name => Assert.InRange(metrics.Value(name), 0, 1));
        Assert.DoesNotContain(Evaluator.Evaluate(model, many, Others, new EvaluationOptions { Pca = false }),
            metric => metric.Name.StartsWith("pca_", StringComparison.Ordinal));

        // The first three components of the data itself keep its neighbourhoods best of all linear maps of that size, and an untrained one of noise does not.
        Assert.True(Evaluator.Evaluate(model, many, many).Value("pca_trustworthiness") > metrics.Value("trustworthiness"));
    }

    [Fact]
    public void The_probe_learns_of_all_classes_where_they_take_turns()
    {
        // Three classes in turn, told by the first feature; every third one of them would be a single class.
        var shape = DataShape.Row(2);
        var many = new FloatExamples([.. Enumerable.Range(0, 300).SelectMany(i => new[] { i % 3 / 2f, Batches.Numbers(1, i)[0] })], shape,
            [.. Enumerable.Range(0, 300).Select(i => i % 3)]);
        using var model = Recipes.Pca(shape, 2).Build(1);
        Assert.Equal(1, Evaluator.Evaluate(model, many, many, new EvaluationOptions { ProbeExamples = 100 }).Value("probe_accuracy"));
    }

    [Fact]
    public void Figures_without_meaning_are_named()
    {
        using var model = Recipes.Vae(Networks.Dense(Picture, [], 2)).Build(1);
        Assert.DoesNotContain(Evaluator.Report(model, Pictures).Warnings, warning => warning.StartsWith("Not finite", StringComparison.Ordinal));
        using (TorchSharp.torch.no_grad())
        {
            foreach (var parameter in model.Modules.parameters()) parameter.fill_(float.NaN);
        }

        var warning = Evaluator.Report(model, Pictures).Warnings.Single(warning => warning.StartsWith("Not finite", StringComparison.Ordinal));
        foreach (var name in new[] { "loss_nats", "mse_per_feature", "kl_per_dimension_nats" }) Assert.Contains(name, warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Examples_too_large_for_a_comparison_of_neighbourhoods_are_told()
    {
        var wide = new FloatExamples(new float[30 * 700_000], DataShape.Row(700_000));
        using var model = Recipes.Ae(Networks.Dense(wide.Shape, [], 1)).Build(1);
        Assert.Contains(Evaluator.Report(model, wide).Warnings,
            warning => warning.Contains("at most 23 are compared, and 25 are needed", StringComparison.Ordinal));
    }

    [Fact]
    public void The_loss_is_the_weighted_sum_of_its_terms()
    {
        using var model = Recipes.BetaVae(Networks.Dense(Picture, [8], 3), beta: 4, warmup: 10).Build(1);
        var metrics = Evaluator.Evaluate(model, Pictures);
        Assert.Equal(metrics.Value("reconstruction_nats") + (4 * metrics.Value("kl_nats")), metrics.Value("loss_nats"), 1e-9);
    }

    [Fact]
    public void Without_labels_or_neighbours_there_is_no_accuracy()
    {
        using var model = Recipes.Pca(Picture, 2).Build(1);
        var unlabelled = new FloatExamples(Others.ToArray(), Picture);
        foreach (var neighbours in new[] { null, unlabelled })
            Assert.DoesNotContain(Evaluator.Evaluate(model, Pictures, neighbours), metric => metric.Name == "knn_accuracy");
        Assert.DoesNotContain(Evaluator.Evaluate(model, unlabelled, Others), metric => metric.Name == "knn_accuracy");
    }

    [Fact]
    public void Errors_are_in_the_units_of_the_model()
    {
        var shape = DataShape.Row(4);
        var table = new FloatExamples([.. Batches.Numbers(80, 1).Select(value => (500 * value) - 70)], shape);
        using var model = Recipes.Ae(Networks.Dense(shape, [], 2), new Gaussian()).Build(1);
        model.Preparation = DataPreparation.Fit(ScalingKind.Standard, table);
        var metrics = Evaluator.Evaluate(model, table);
        Assert.Equal(["loss_nats", "reconstruction_nats", "mse_per_feature", .. Resources], metrics.Select(metric => metric.Name));
        var (scaled, reconstructed) = (model.Preparation.Apply(table).ToArray(), Flat(model.Reconstruct(table)));
        model.Preparation.Scaling.Apply(reconstructed);
        Assert.Equal(scaled.Zip(reconstructed, (x, y) => Math.Pow(x - y, 2)).Average(), metrics.Value("mse_per_feature"), 1e-5);
    }

    [Fact]
    public void A_denoising_model_gets_damaged_examples_and_is_held_against_clean_ones()
    {
        // The decoder gives 0 whatever comes in: against clean targets its error is their mean square.
        var blank = new FloatExamples(new float[200 * Picture.Size], Picture);
        using var model = Recipes.Denoising(Networks.Dense(Picture, [], 2), new SaltAndPepper(0.2), new Gaussian()).Build(1);
        using (TorchSharp.torch.no_grad())
        {
            foreach (var parameter in model.Modules.Decoder.parameters()) parameter.fill_(0.5);
            foreach (var parameter in model.Modules.Encoder.parameters()) parameter.zero_();
        }

        var metrics = Evaluator.Evaluate(model, blank);
        Assert.Equal(0.25, metrics.Value("mse_per_feature"), 1e-9);

        // A tenth of the features is set to 1.
        Assert.Equal(10, metrics.Value("noisy_psnr_db"), 0.2);
        Assert.Equal(metrics.Value("psnr_db") - metrics.Value("noisy_psnr_db"), metrics.Value("psnr_gain_db"), 1e-9);
    }

    [Theory]
    [InlineData(Binarization.Static)]
    [InlineData(Binarization.Dynamic)]
    public void A_model_of_binary_data_is_judged_on_binary_data(Binarization binarization)
    {
        // Reconstructions of 1/2: grey values of 1/2 have no error, binary ones 1/4.
        var grey = new FloatExamples([.. Enumerable.Repeat(0.5f, 20 * Picture.Size)], Picture);
        using var model = (Recipes.Vae(Networks.Dense(Picture, [], 2)) with { Binarization = binarization }).Build(1);
        using (TorchSharp.torch.no_grad())
        {
            foreach (var parameter in model.Modules.parameters()) parameter.zero_();
        }

        Assert.Equal(0.25, Evaluator.Evaluate(model, grey).Value("mse_per_feature"), 1e-9);
    }

    [Theory]
    [InlineData(Binarization.None)]
    [InlineData(Binarization.Static)]
    [InlineData(Binarization.Dynamic)]
    public void Codes_that_are_evaluated_are_those_that_the_model_gives(Binarization binarization)
    {
        var grey = new FloatExamples([.. Enumerable.Range(0, 20 * Picture.Size).Select(i => i % 7 / 7f)], Picture);
        using var model = (Recipes.Vae(Networks.Dense(Picture, [], 2)) with { Binarization = binarization }).Build(1);
        Assert.Equal(model.Encode(grey), model.EncodePrepared(EvaluationExamples.Of(model, grey, seed: 5).Prepared));
        using var reference = PcaReference.Fit(model, grey);
        var binary = new FloatExamples(EvaluationExamples.Of(model, grey, seed: 5).Prepared.ToArray(), Picture);
        Assert.Equal(reference.Encode(binary), reference.Encode(grey));
    }

    [Fact]
    public void What_is_asked_of_the_likelihood_in_vain_is_said()
    {
        using var model = Recipes.Ae(Networks.Dense(Picture, [], 2)).Build(1);
        string Warned(EvaluationOptions options) => string.Join(" ", Evaluator.Report(model, Pictures, options: options).Warnings);
        Assert.Contains("nll_samples is 5, but has no effect. The model 'ae' has no density", Warned(new EvaluationOptions { NllSamples = 5 }),
            StringComparison.Ordinal);
        Assert.Contains("nll_examples is 3, but has no effect without nll_samples", Warned(new EvaluationOptions { NllExamples = 3 }),
            StringComparison.Ordinal);
        Assert.DoesNotContain("nll_", Warned(new EvaluationOptions()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_is_told_side_columns_generates_pictures_of_the_kinds_that_are_judged()
    {
        var networks = Networks.Dense(Picture, [8], 2);
        using var model = Recipes.Cvae(networks, new ColumnsCondition(2)).Build(1);
        var columns = new float[Pictures.Count, 2];
        for (var i = 0; i < Pictures.Count; i++) (columns[i, 0], columns[i, 1]) = (i, -i);
        var judged = Pictures.With(Pictures.Side with { Conditions = columns });
        var told = model.ConditionsLike(judged, Pictures.Count + 5, seed: 3)!;
        int[] kinds = [.. Enumerable.Range(0, told.GetLength(0)).Select(i => (int)told[i, 0])];
        Assert.All(Enumerable.Range(0, kinds.Length), i => Assert.Equal(-told[i, 0], told[i, 1]));
        Assert.Equal(Enumerable.Range(0, Pictures.Count), kinds.Take(Pictures.Count).Order());
        Assert.NotEqual(Enumerable.Range(0, Pictures.Count), kinds.Take(Pictures.Count));
        Assert.Equal(told, model.ConditionsLike(judged, Pictures.Count + 5, seed: 3));

        using var folder = new TemporaryFolder();
        var report = Evaluator.Report(model, judged, judged, new EvaluationOptions { Generated = 6, ClassifierFolder = folder.Root });
        Assert.True(double.IsFinite(report.Metrics.Single(metric => metric.Name == "frechet_distance").Value));
        Assert.Contains(report.Warnings, warning => warning.Contains("conditioned on", StringComparison.Ordinal));
        using var untold = Recipes.Vae(networks).Build(1);
        Assert.Null(untold.ConditionsLike(judged, 4, seed: 3));
    }

    [Fact]
    public void Unusable_requests_are_refused()
    {
        using var model = Recipes.Vae(Networks.Dense(Picture, [], 2)).Build(1);
        var none = new FloatExamples([], Picture);
        Assert.Contains("at least one", Assert.Throws<HourglassException>(() => Evaluator.Evaluate(model, none)).Message, StringComparison.Ordinal);
        Assert.Contains("at least one", Assert.Throws<HourglassException>(() => Evaluator.Evaluate(model, Pictures, none)).Message, StringComparison.Ordinal);
        var other = Made(new DataShape(1, 3, 3), 5, 1);
        Assert.Contains("1x12x12", Assert.Throws<HourglassException>(() => Evaluator.Evaluate(model, other)).Message, StringComparison.Ordinal);
        Assert.Contains("1x12x12", Assert.Throws<HourglassException>(() => Evaluator.Evaluate(model, Pictures, other)).Message, StringComparison.Ordinal);
        var refusal = Assert.Throws<UsageException>(() => Evaluator.Evaluate(model, Pictures, null,
            new EvaluationOptions { Neighbours = 0, NllSamples = -1, Generated = 3, ProbeL2 = -1, DisentanglementExamples = 1 }));
        Assert.Contains("neighbours is 0", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("nll_samples is -1", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("generated is 3", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("probe_l2 is -1", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("disentanglement_examples is 1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Principal_components_of_MNIST_have_the_published_figures()
    {
        var mnist = Mnist.Load();
        using var thirty = await Trainer.FitAsync(Recipes.Pca(mnist.Shape, 30), mnist.Train, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(13.866, 784 * Evaluator.Evaluate(thirty, mnist.Test).Value("mse_per_feature"), 0.001);
        using var two = await Trainer.FitAsync(Recipes.Pca(mnist.Shape, 2), mnist.Train, cancellation: TestContext.Current.CancellationToken);
        var metrics = Evaluator.Evaluate(two, mnist.Test, mnist.Train, new EvaluationOptions { ProbeExamples = 0, NeighbourhoodExamples = 0 });
        Assert.Equal(0.05567, metrics.Value("mse_per_feature"), 0.00001);

        // Codes in 32 bits leave a near tie or two to chance.
        Assert.Equal(0.4243, metrics.Value("knn_accuracy"), 0.0003);
    }

    private static float[] Flat(float[,] rows) => [.. rows.Cast<float>()];

    private static FloatExamples Made(DataShape shape, int count, int seed) =>
        new(Batches.Numbers(count * shape.Size, seed), shape, [.. Enumerable.Range(0, count).Select(i => i % 3)]);
}
