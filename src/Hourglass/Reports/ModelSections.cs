using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Training.Diagnostics;

namespace Hourglass.Reports;

/// <summary>The sections of a report on trained models, each with an explanation for learners.</summary>
public static class ModelSections
{
    private const string Validation = "validation_";
    private const int SheetColumns = 10;
    private const int GeneratedColumns = 8;
    private const int ManifoldSide = 20;

    private static readonly MetricRow[] Rows =
    [
        new("mse_per_feature", Better.Lower, "squared error", "error of the reconstruction, per value"),
        new("bce_per_feature", Better.Lower, "cross-entropy", "error of the reconstruction as probabilities, in nats per value"),
        new("psnr_db", Better.Higher, "signal to noise", "the squared error again, in decibels"),
        new("ssim", Better.Higher, "similarity", "perceptual similarity of shapes; 1 is identical"),
        new("knn_accuracy", Better.Higher, "5-NN on codes", "how often the 5 nearest codes predict the class"),
        new("accuracy", Better.Higher, "classifier", "how often the model's own classifier predicts the class"),
        new("loss_nats", Better.Neither, "loss", "what training minimises, in nats per example"),
        new("kl_nats", Better.Neither, "KL", "the part of the loss that the code costs"),
        new("active_units", Better.Neither, "active units", "used dimensions of the code"),
        new("psnr_gain_db", Better.Higher, "gain by denoising", "decibels between noisy and denoised"),
    ];

    /// <summary>Every metric, next to that of the baseline.</summary>
    public static ReportSection Metrics(IReadOnlyList<ReportedModel> models, string split)
    {
        var rows = Rows.Where(row => models.Any(model => model.Find(row.Name) is not null)).ToArray();
        return new MetricsSection(
            "All metrics compared with PCA",
            $"Measured on the {split} split. PCA is the best linear code of its size: a network is worth its training if it beats PCA with the same code " +
                "size. Losses are only comparable between models with the same kind of loss.",
            [
                new MetricRow("latent", Better.Neither, "code size", "numbers that an example is compressed to"),
                .. rows,
                new MetricRow("training_seconds", Better.Neither, "trained for", "in seconds", 3),
            ],
            [.. models.Select(model => new ModelColumn(
                model.Name,
                [model.Model.Latent, .. rows.Select(row => model.Find(row.Name)), model.TrainingSeconds > 0 ? model.TrainingSeconds : null],
                model.IsBaseline,
                model.Note))]);
    }

    /// <summary>Problems found in a model after training; null if there are none.</summary>
    public static ReportSection? Warnings(IReadOnlyList<TrainingWarning> warnings) => warnings.Count == 0 ? null : new WarningsSection(
        "Problems to fix",
        "After training, the model was checked on some of its training examples. These are signs that it has not learnt all it " +
            "could, with remedies that usually help.",
        warnings);

    /// <summary>Loss over epochs, one chart per model; null if no model was trained for more than one epoch.</summary>
    public static ReportSection? Curves(IReadOnlyList<ReportedModel> models)
    {
        var charts = models.Where(model => model.Epochs.Count > 1).SelectMany(Charts).ToArray();
        return charts.Length == 0 ? null : new CurvesSection(
            "Learning",
            "The loss over the epochs of training: steep at first, while the model learns what all examples share, then flatter, while it learns details. " +
                "The loss of a variational model is the sum of two terms, the cost of the reconstruction and the cost of the code (KL).",
            charts);
    }

    /// <summary>Originals above each model's reconstructions.</summary>
    public static ReportSection Reconstructions(IReadOnlyList<ReportedModel> models, Examples examples)
    {
        var some = examples.Showcase(SheetColumns);
        var shown = models.Where(model => model.Model.Blueprint.Corruption is null).ToArray();
        var sheet = Sheets.Stack([some.ToRows(), .. shown.Select(model => model.Model.Reconstruct(some))], examples.Shape, SheetColumns,
            PixelRange.Of(some.ToArray()));
        return new PictureSection(
            "Originals above reconstructions",
            "Each model compresses an image to a few numbers and draws it again from these alone. Details that the numbers cannot hold come back blurred, " +
                "or as those of a more common image.",
            [new PicturePanel(sheet, "Test images, which no model was trained on: first the originals, then each model's reconstructions.",
                ["original", .. shown.Select(model => model.Name)])]);
    }

    /// <summary>Corrupted, denoised and clean examples of a denoising model.</summary>
    public static ReportSection Denoising(ReportedModel model, Examples examples, ulong seed)
    {
        var some = examples.Showcase(SheetColumns);
        var (damaged, cleaned) = model.Model.Denoise(some, seed);
        var sheet = Sheets.Stack([damaged, cleaned, some.ToRows()], examples.Shape, SheetColumns, PixelRange.Of(some.ToArray()));
        var gain = model.Find("psnr_gain_db") is { } value ? FormattableString.Invariant($" The signal-to-noise ratio rises by {value:F1} dB.") : "";
        return new PictureSection(
            "Noisy, denoised, clean",
            "The model was given corrupted images and learnt to return the clean ones. To do so it has to know what such images look like; " +
                $"noise does not look like them and is removed.{gain}",
            [new PicturePanel(sheet, "Test images with noise as in training, as denoised by the model, and the originals. The model sees the first row only.",
                ["noisy", "denoised", "clean"])]);
    }

    /// <summary>Maps of the test codes side by side.</summary>
    public static ReportSection Maps(IReadOnlyList<ReportedModel> models, Examples examples, IReadOnlyList<string>? classNames) => new MapSection(
        "Maps of the test examples",
        $"Every point is a test example at the position of its code; its colour is its class, {WhoKnowsClasses(models)}. Where a colour forms its own " +
            "region, the code alone identifies the class; where colours mix, the model gives these examples similar codes.",
        [.. models.Select(model => CodeMap.Of(
            model.Model.Encode(examples),
            examples.Labels,
            model.Name,
            model.Find("knn_accuracy") is { } accuracy ? FormattableString.Invariant($"5-NN accuracy {accuracy:F3}") : ""))],
        classNames ?? []);

    private static string WhoKnowsClasses(IReadOnlyList<ReportedModel> models)
    {
        string[] told = [.. models.Where(model => model.Model.Blueprint.Networks.Condition is LabelCondition).Select(model => model.Name)];
        return told.Length == 0 ? "which no model knows" : $"which {string.Join(" and ", told)} gets as a condition and need not store in the code";
    }

    /// <summary>Decoded points of the latent space: all of it if it has two dimensions, otherwise one row per dimension.</summary>
    /// <param name="model">The model.</param>
    /// <param name="examples">One of them gives the code that is varied and, for a conditional model, the condition.</param>
    public static ReportSection LatentSpace(ReportedModel model, Examples examples)
    {
        var shape = model.Model.Shape;
        var start = examples.Showcase(1);
        var told = model.Model.ConditionOf(start);
        if (model.Model.Latent == 2)
        {
            var manifold = Decode(LatentPaths.Manifold(model.Model, ManifoldSide));
            return new PictureSection(
                "The latent space, decoded",
                "Every code of two numbers can be decoded, including those that no example has. This is the whole latent space of " +
                    $"{model.Name}, drawn by its decoder.",
                [new PicturePanel(
                    Sheets.Manifold(manifold, shape, ManifoldSide),
                    "The first number of the code increases from left to right, the second from bottom to top. The steps are small in the middle, where the " +
                        "prior expects most codes, and large at the edge, so that each image represents an equal share of them. Neighbours look alike, and " +
                        "one kind of image turns gradually into the next.")]);
        }

        var dimensions = Math.Min(model.Model.Latent, 12);
        var codes = LatentPaths.Traversals(model.Model, [.. model.Model.Encode(start).Cast<float>()], SheetColumns);
        var rows = Decode(Take(codes, dimensions * SheetColumns));
        return new PictureSection(
            "One dimension at a time",
            $"One number of the code of a test example under {model.Name} is varied over the range that the prior expects, and the others are fixed. A row " +
                "that changes shows what its number represents; a row that does not change belongs to a number that the decoder " +
                $"ignores.{(told is null ? "" : " The condition is that of the same example.")}",
            [new PicturePanel(Sheets.Grid(rows, shape, SheetColumns),
                $"The first {dimensions} of {model.Model.Latent} dimensions, one row each, from low to high.",
                [.. Enumerable.Range(1, dimensions).Select(i => $"z{i}")])]);

        float[,] Decode(float[,] points) => model.Model.Decode(points, condition: told is null ? null : Condition.TakingTurns(told, points.GetLength(0)));
    }

    /// <summary>New pictures from the prior, as means and, for Bernoulli decoders, as draws.</summary>
    /// <param name="model">The model.</param>
    /// <param name="examples">Give, in turn, the conditions for a model that is conditional on side columns; classes are cycled through without them.</param>
    /// <param name="count">Number of pictures.</param>
    /// <param name="seed">Seed of the codes.</param>
    public static ReportSection Generated(ReportedModel model, Examples examples, int count, ulong seed)
    {
        var shape = model.Model.Shape;
        var told = model.Model.Blueprint.Networks.Condition is ColumnsCondition
            ? Condition.TakingTurns(model.Model.ConditionOf(examples.First(count))!, count)
            : null;
        var draws = model.Model.Blueprint.Loss.DiscreteValues == 2;
        List<PicturePanel> panels =
        [
            new(
                Sheets.Grid(model.Model.Generate(count, seed, condition: told), shape, GeneratedColumns),
                "What the decoder expects on average, the mean of p(x|z). It is grey and blurred where the decoder is uncertain.",
                Title: draws ? "The mean" : null),
        ];
        if (draws)
        {
            panels.Add(new PicturePanel(
                Sheets.Grid(model.Model.Generate(count, seed, sample: true, told), shape, GeneratedColumns),
                "The same z, but each pixel is drawn black or white with the mean as its probability, x ~ p(x|z). Pixels are drawn independently, so grey " +
                    "turns into speckle: these are true samples of the model.",
                Title: "A draw"));
        }

        return new PictureSection(
            "New examples",
            $"{model.Name} draws {count} codes z at random from its prior, without using any example, and decodes them. They look like new images as far " +
                "as the codes of the examples fill the prior.",
            panels);
    }

    /// <summary>One chart per stage of training: stages have their own losses, which are not comparable.</summary>
    private static IEnumerable<CurveChart> Charts(ReportedModel model)
    {
        List<List<(int Epoch, IReadOnlyDictionary<string, double> Figures)>> stages = [];
        foreach (var line in model.Epochs)
        {
            if (stages.Count == 0 || !stages[^1][0].Figures.Keys.SequenceEqual(line.Figures.Keys, StringComparer.Ordinal)) stages.Add([]);
            stages[^1].Add(line);
        }

        return stages.Select(lines => Chart(lines, stages.Count == 1 ? model.Name : $"{model.Name}, epochs {lines[0].Epoch} to {lines[^1].Epoch}"));
    }

    private static CurveChart Chart(List<(int Epoch, IReadOnlyDictionary<string, double> Figures)> lines, string title)
    {
        var epochs = lines.Select(line => (double)line.Epoch).ToArray();
        var names = lines[0].Figures.Keys
            .Where(name => name.EndsWith("_nats", StringComparison.Ordinal))
            .ToArray();

        // With a single term, the loss is that term, and one line is enough.
        if (names.Count(name => !name.StartsWith(Validation, StringComparison.Ordinal)) == 2)
            names = [.. names.Where(name => name.EndsWith("loss_nats", StringComparison.Ordinal))];
        var label = names.Length == 1 ? "loss, nats per example" : "nats per example";
        if (!names.Any(name => name.StartsWith(Validation, StringComparison.Ordinal))) label += " of the training split";
        return new CurveChart(title, "epoch", label, [.. names.Select(name => Series(lines, name, epochs))]);
    }

    private static CurveSeries Series(List<(int Epoch, IReadOnlyDictionary<string, double> Figures)> lines, string name, double[] epochs)
    {
        var held = name.StartsWith(Validation, StringComparison.Ordinal);
        var term = (held ? name[Validation.Length..] : name).Replace("_nats", "", StringComparison.Ordinal);
        return new CurveSeries(term, held ? CurvePart.Validation : CurvePart.Training, epochs,
            [.. lines.Select(line => line.Figures.GetValueOrDefault(name, double.NaN))]);
    }

    private static float[,] Take(float[,] rows, int count)
    {
        if (rows.GetLength(0) <= count) return rows;
        var some = new float[count, rows.GetLength(1)];
        Array.Copy(rows, some, some.Length);
        return some;
    }
}
