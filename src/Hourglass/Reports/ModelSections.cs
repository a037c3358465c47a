using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Training.Diagnostics;

namespace Hourglass.Reports;

/// <summary>The sections of a report that tell of trained models, each with a sentence for learners.</summary>
public static class ModelSections
{
    private const string Validation = "validation_";
    private const int SheetColumns = 10;
    private const int GeneratedColumns = 8;
    private const int ManifoldSide = 20;

    private static readonly MetricRow[] Rows =
    [
        new("mse_per_feature", Better.Lower, "squared error", "how far a copy is off, per value"),
        new("bce_per_feature", Better.Lower, "cross-entropy", "how much the copy is surprised, in nats per value"),
        new("psnr_db", Better.Higher, "signal to noise", "the squared error again, in decibels"),
        new("ssim", Better.Higher, "similarity", "of shapes, as the eye sees them; 1 is the same"),
        new("knn_accuracy", Better.Higher, "5-NN on codes", "how often the 5 nearest codes tell the class"),
        new("accuracy", Better.Higher, "classifier", "how often the model's own classifier names the class"),
        new("loss_nats", Better.Neither, "loss", "what training lowers, in nats per example"),
        new("kl_nats", Better.Neither, "KL", "its part that the code costs"),
        new("active_units", Better.Neither, "active units", "dimensions of the code in use"),
        new("psnr_gain_db", Better.Higher, "gain by cleaning", "decibels between noisy and cleaned"),
    ];

    /// <summary>Every metric beside the baseline's.</summary>
    public static ReportSection Metrics(IReadOnlyList<ReportedModel> models, string split)
    {
        var rows = Rows.Where(row => models.Any(model => model.Find(row.Name) is not null)).ToArray();
        return new MetricsSection(
            "Every figure beside PCA",
            $"Measured on the {split} split. PCA is the best that one matrix can do with a code of its size: a network is worth its training where it beats PCA with as many numbers. Losses can be compared only between models with the same kind of loss.",
            [
                new MetricRow("latent", Better.Neither, "code size", "numbers that an example is squeezed into"),
                .. rows,
                new MetricRow("training_seconds", Better.Neither, "trained for", "in seconds", 3),
            ],
            [.. models.Select(model => new ModelColumn(
                model.Name,
                [model.Model.Latent, .. rows.Select(row => model.Find(row.Name)), model.TrainingSeconds > 0 ? model.TrainingSeconds : null],
                model.IsBaseline,
                model.Note))]);
    }

    /// <summary>What was found wrong with a model after training; null when nothing was.</summary>
    public static ReportSection? Warnings(IReadOnlyList<TrainingWarning> warnings) => warnings.Count == 0 ? null : new WarningsSection(
        "What to put right",
        "After training, the model was looked at on some of its training examples. These are signs that it has not learnt what it could, and what usually helps.",
        warnings);

    /// <summary>Loss over epochs, a chart a model; null when no model was trained for more than one epoch.</summary>
    public static ReportSection? Curves(IReadOnlyList<ReportedModel> models)
    {
        var charts = models.Where(model => model.Epochs.Count > 1).SelectMany(Charts).ToArray();
        return charts.Length == 0 ? null : new CurvesSection(
            "Learning",
            "The loss over the epochs of training: steep at first, while the model learns what all examples share, then flatter, while it learns details. The loss of a variational model is the sum of two terms, what the copy costs (reconstruction) and what the code costs (KL).",
            charts);
    }

    /// <summary>Originals over each model's reconstructions.</summary>
    public static ReportSection Reconstructions(IReadOnlyList<ReportedModel> models, Examples examples)
    {
        var some = examples.Showcase(SheetColumns);
        var shown = models.Where(model => model.Model.Blueprint.Corruption is null).ToArray();
        var sheet = Sheets.Stack([some.ToRows(), .. shown.Select(model => model.Model.Reconstruct(some))], examples.Shape, SheetColumns, PixelRange.Of(some.ToArray()));
        return new PictureSection(
            "Originals over reconstructions",
            "Each model squeezes a picture into a few numbers and draws it again from these alone. What the numbers cannot hold comes back blurred, or as another picture that is more common.",
            [new PicturePanel(sheet, "Test pictures, which no model was trained on: first as they are, then as each model gives them back.", ["original", .. shown.Select(model => model.Name)])]);
    }

    /// <summary>Damaged, cleaned and clean examples of a denoising model.</summary>
    public static ReportSection Denoising(ReportedModel model, Examples examples, ulong seed)
    {
        var some = examples.Showcase(SheetColumns);
        var (damaged, cleaned) = model.Model.Denoise(some, seed);
        var sheet = Sheets.Stack([damaged, cleaned, some.ToRows()], examples.Shape, SheetColumns, PixelRange.Of(some.ToArray()));
        var gain = model.Find("psnr_gain_db") is { } value ? FormattableString.Invariant($" The signal-to-noise ratio rises by {value:F1} dB.") : "";
        return new PictureSection(
            "Noisy, cleaned, clean",
            $"The model was shown damaged pictures and learned to answer with the clean ones. To do so it has to know what such pictures look like; noise looks like none of them and goes.{gain}",
            [new PicturePanel(sheet, "Test pictures with noise as in training, as the model cleans them, and as they were. The model sees the first row only.", ["noisy", "cleaned", "clean"])]);
    }

    /// <summary>Maps of the test codes side by side.</summary>
    public static ReportSection Maps(IReadOnlyList<ReportedModel> models, Examples examples, IReadOnlyList<string>? classNames) => new MapSection(
        "Maps of the test examples",
        $"Every point is a test example at the place of its code; its colour is its class, {WhoKnowsClasses(models)}. Where a colour keeps to itself, the code alone tells what the example is; where colours mix, the model gives their examples much the same code.",
        [.. models.Select(model => CodeMap.Of(
            model.Model.Encode(examples),
            examples.Labels,
            model.Name,
            model.Find("knn_accuracy") is { } accuracy ? FormattableString.Invariant($"5-NN accuracy {accuracy:F3}") : ""))],
        classNames ?? []);

    private static string WhoKnowsClasses(IReadOnlyList<ReportedModel> models)
    {
        string[] told = [.. models.Where(model => model.Model.Blueprint.Networks.Condition is LabelCondition).Select(model => model.Name)];
        return told.Length == 0 ? "which no model was told" : $"which {string.Join(" and ", told)} was told beside the example and need not keep in the code";
    }

    /// <summary>What the latent space holds: the whole of it when it has two dimensions, one row a dimension otherwise.</summary>
    /// <param name="model">The model.</param>
    /// <param name="examples">One gives the code that is varied, and says what a conditional model is told beside it.</param>
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
                $"Every code of two numbers can be decoded, also those that no example has. This is {model.Name}'s whole map, drawn by its decoder.",
                [new PicturePanel(
                    Sheets.Manifold(manifold, shape, ManifoldSide),
                    $"From left to right the first number of the code grows, from bottom to top the second. The steps are small in the middle, where the prior expects most codes, and large at the rim, so that each picture stands for an equal share of them. Neighbours look alike, and one kind of picture flows into the next: what lies between is neither, or something of both.")]);
        }

        var dimensions = Math.Min(model.Model.Latent, 12);
        var codes = LatentPaths.Traversals(model.Model, [.. model.Model.Encode(start).Cast<float>()], SheetColumns);
        var rows = Decode(Take(codes, dimensions * SheetColumns));
        return new PictureSection(
            "One dimension at a time",
            $"One number of the code that {model.Name} gives a test example is varied over the range that the prior expects, and the others are held. A row that changes shows what its number stands for; one that does not is a number that the decoder leaves unused.{(told is null ? "" : " What the model is told beside the code is that of the same example.")}",
            [new PicturePanel(Sheets.Grid(rows, shape, SheetColumns), $"The first {dimensions} of {model.Model.Latent} dimensions, a row each, from low to high.", [.. Enumerable.Range(1, dimensions).Select(i => $"z{i}")])]);

        float[,] Decode(float[,] points) => model.Model.Decode(points, condition: told is null ? null : Condition.TakingTurns(told, points.GetLength(0)));
    }

    /// <summary>New pictures from the prior, as means and, for Bernoulli decoders, as draws.</summary>
    /// <param name="model">The model.</param>
    /// <param name="examples">Say by turns what a model is told that is conditional on side columns; classes take turns by themselves.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Decides the codes.</param>
    public static ReportSection Generated(ReportedModel model, Examples examples, int count, ulong seed)
    {
        var shape = model.Model.Shape;
        var told = model.Model.Blueprint.Networks.Condition is ColumnsCondition ? Condition.TakingTurns(model.Model.ConditionOf(examples.First(count))!, count) : null;
        var draws = model.Model.Blueprint.Loss.DiscreteValues == 2;
        List<PicturePanel> panels =
        [
            new(
                Sheets.Grid(model.Model.Generate(count, seed, condition: told), shape, GeneratedColumns),
                "What the decoder expects on average, the mean of p(x|z). Grey and blur are where it is not sure.",
                Title: draws ? "The mean" : null),
        ];
        if (draws)
        {
            panels.Add(new PicturePanel(
                Sheets.Grid(model.Model.Generate(count, seed, sample: true, told), shape, GeneratedColumns),
                "The same z, but each pixel is drawn black or white with the mean as its chance, x ~ p(x|z). No pixel knows of its neighbours, so grey turns into speckle: this is what the model, taken at its word, holds pictures to be.",
                Title: "A draw"));
        }

        return new PictureSection(
            "Made from nothing",
            $"{model.Name} draws {count} codes z at random from its prior, without looking at any example, and decodes them. They come out as new pictures as far as the examples' own codes fill the prior.",
            panels);
    }

    /// <summary>A chart for each stage of training: stages have losses of their own that cannot be compared.</summary>
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

        // With a single term the loss is that term: one line says it all.
        if (names.Count(name => !name.StartsWith(Validation, StringComparison.Ordinal)) == 2) names = [.. names.Where(name => name.EndsWith("loss_nats", StringComparison.Ordinal))];
        var label = names.Length == 1 ? "loss, nats per example" : "nats per example";
        if (!names.Any(name => name.StartsWith(Validation, StringComparison.Ordinal))) label += " of the training split";
        return new CurveChart(title, "epoch", label, [.. names.Select(name => Series(lines, name, epochs))]);
    }

    private static CurveSeries Series(List<(int Epoch, IReadOnlyDictionary<string, double> Figures)> lines, string name, double[] epochs)
    {
        var held = name.StartsWith(Validation, StringComparison.Ordinal);
        var term = (held ? name[Validation.Length..] : name).Replace("_nats", "", StringComparison.Ordinal);
        return new CurveSeries(term, held ? CurvePart.Validation : CurvePart.Training, epochs, [.. lines.Select(line => line.Figures.GetValueOrDefault(name, double.NaN))]);
    }

    private static float[,] Take(float[,] rows, int count)
    {
        if (rows.GetLength(0) <= count) return rows;
        var some = new float[count, rows.GetLength(1)];
        Array.Copy(rows, some, some.Length);
        return some;
    }
}
