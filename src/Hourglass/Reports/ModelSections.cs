using Hourglass.Corruptions;
using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Losses;

namespace Hourglass.Reports;

/// <summary>The sections of a report that tell of trained models, each with a sentence for learners.</summary>
public static class ModelSections
{
    private const int SheetColumns = 10;
    private const int ManifoldSide = 20;

    private static readonly MetricColumn[] Columns =
    [
        new("mse_per_feature", Better.Lower, "squared error"),
        new("bce_per_feature", Better.Lower, "cross-entropy"),
        new("psnr_db", Better.Higher, "signal to noise"),
        new("ssim", Better.Higher, "similarity"),
        new("knn_accuracy", Better.Higher, "5-NN on codes"),
        new("loss_nats", Better.Neither, "loss"),
        new("kl_nats", Better.Neither, "KL"),
        new("active_units", Better.Neither, "active units"),
        new("psnr_gain_db", Better.Higher, "gain by cleaning"),
    ];

    /// <summary>Every metric beside the baseline's.</summary>
    public static MetricsSection Metrics(IReadOnlyList<ReportedModel> models, string split)
    {
        var columns = Columns.Where(column => models.Any(model => model.Find(column.Name) is not null)).ToArray();
        return new MetricsSection(
            "Every figure beside PCA",
            $"Measured on the {split} split. The best value of a column stands out; a dash means that the figure does not fit the model. Losses are in nats per example and comparable only between models with the same kind of loss.",
            [new MetricColumn("latent", Better.Neither, "code size"), .. columns, new MetricColumn("training_seconds", Better.Neither, "trained for", 3)],
            [.. models.Select(model => new MetricRow(
                model.Name,
                [model.Model.Latent, .. columns.Select(column => model.Find(column.Name)), model.TrainingSeconds],
                model.IsBaseline,
                model.Note))]);
    }

    /// <summary>Loss over epochs, a chart a model; null when no model was trained for more than one epoch.</summary>
    public static CurvesSection? Curves(IReadOnlyList<ReportedModel> models)
    {
        var charts = models.Where(model => model.Epochs.Count > 1).Select(Chart).ToArray();
        return charts.Length == 0 ? null : new CurvesSection(
            "Learning",
            "The loss of each epoch and, for variational models, the two terms it is made of: what the copy costs and what the code costs.",
            charts);
    }

    /// <summary>Originals over each model's reconstructions.</summary>
    public static PictureSection Reconstructions(IReadOnlyList<ReportedModel> models, Examples examples)
    {
        var some = First(examples, SheetColumns);
        var shown = models.Where(model => model.Model.Blueprint.Corruption is null).ToArray();
        var sheet = Sheets.Stack([Rows(some), .. shown.Select(model => model.Model.Reconstruct(some))], examples.Shape, SheetColumns);
        return new PictureSection(
            "Originals over reconstructions",
            "Each model squeezes a picture into a few numbers and draws it again from these alone. What the numbers cannot hold is lost.",
            [new PicturePanel(sheet, "Test pictures, first as they are, then as each model gives them back.", ["original", .. shown.Select(model => model.Name)])]);
    }

    /// <summary>Damaged, cleaned and clean examples of a denoising model.</summary>
    public static PictureSection Denoising(ReportedModel model, Examples examples, ulong seed)
    {
        var some = First(examples, SheetColumns);
        var damaged = Corrupted.Of(model.Model.Scaled(some), model.Model.Blueprint.Corruption!, seed);
        var sheet = Sheets.Stack([Rows(damaged), model.Model.ReconstructScaled(damaged), Rows(some)], examples.Shape, SheetColumns);
        var gain = model.Find("psnr_gain_db") is { } value ? $" The signal-to-noise ratio rises by {value:F1} dB." : "";
        return new PictureSection(
            "Noisy, cleaned, clean",
            $"A denoising autoencoder sees damaged pictures and is held against the clean ones, which it is never shown when it is used.{gain}",
            [new PicturePanel(sheet, "Test pictures with noise as in training, as the model cleans them, and as they were.", ["noisy", "cleaned", "clean"])]);
    }

    /// <summary>Maps of the test codes side by side.</summary>
    public static MapSection Maps(IReadOnlyList<ReportedModel> models, Examples examples, IReadOnlyList<string>? classNames) => new(
        "Maps of the test pictures",
        "Every point is a test picture at the place of its code; its colour, which no model was told, is its class. The more the colours keep apart, the more of the content the map has found.",
        [.. models.Select(model => CodeMap.Of(
            model.Model.Encode(examples),
            examples.Labels,
            model.Name,
            model.Find("knn_accuracy") is { } accuracy ? $"5-NN accuracy {accuracy:F3}" : ""))],
        classNames ?? ClassNumbers(examples));

    /// <summary>What the latent space holds: the whole of it when it has two dimensions, one row a dimension otherwise.</summary>
    public static PictureSection LatentSpace(ReportedModel model)
    {
        var shape = model.Model.Shape;
        if (model.Model.Latent == 2)
        {
            var manifold = model.Model.Decode(LatentPaths.Manifold(model.Model, ManifoldSide));
            return new PictureSection(
                "The latent space, decoded",
                $"A grid over the two dimensions of {model.Name}'s latent space, spaced by the prior, each point decoded: neighbours look alike, and one class flows into the next.",
                [new PicturePanel(Sheets.Manifold(manifold, shape, ManifoldSide), $"The decoded manifold of {model.Name}.")]);
        }

        var dimensions = Math.Min(model.Model.Latent, 12);
        var codes = LatentPaths.Traversals(model.Model, null, SheetColumns);
        var rows = Take(model.Model.Decode(Take(codes, dimensions * SheetColumns)), dimensions * SheetColumns);
        return new PictureSection(
            "One dimension at a time",
            $"From the centre of {model.Name}'s latent space one dimension is varied over the prior's range, a row each (the first {dimensions}).",
            [new PicturePanel(Sheets.Grid(rows, shape, SheetColumns), $"Traversals of {model.Name}.", [.. Enumerable.Range(1, dimensions).Select(i => $"z{i}")])]);
    }

    /// <summary>New pictures from the prior, as means and, for Bernoulli decoders, as draws.</summary>
    public static PictureSection Generated(ReportedModel model, int count, ulong seed)
    {
        var shape = model.Model.Shape;
        List<PicturePanel> panels =
        [
            new(Sheets.Grid(model.Model.Generate(count, seed), shape, 8), $"{count} new pictures: the mean of p(x|z) for z drawn from the prior."),
        ];
        if (model.Model.Blueprint.Loss is Bernoulli)
            panels.Add(new PicturePanel(Sheets.Grid(model.Model.Generate(count, seed, sample: true), shape, 8), "The same z, each pixel drawn from p(x|z) instead."));
        return new PictureSection(
            "Made from nothing",
            $"{model.Name} draws points from its prior and decodes them; no picture of the data is looked at.",
            panels);
    }

    private static CurveChart Chart(ReportedModel model)
    {
        var epochs = model.Epochs.Select(line => (double)line.Epoch).ToArray();
        var names = model.Epochs[0].Figures.Keys
            .Where(name => name.EndsWith("_nats", StringComparison.Ordinal))
            .ToArray();

        // With a single term the loss is that term: one line says it all.
        if (names.Count(name => !name.StartsWith("validation_", StringComparison.Ordinal)) == 2) names = [.. names.Where(name => name.EndsWith("loss_nats", StringComparison.Ordinal))];
        return new CurveChart(model.Name, "epoch", "nats per example", [.. names.Select(name => Series(model, name, epochs))]);
    }

    private static CurveSeries Series(ReportedModel model, string name, double[] epochs)
    {
        const string Validation = "validation_";
        var held = name.StartsWith(Validation, StringComparison.Ordinal);
        var term = (held ? name[Validation.Length..] : name).Replace("_nats", "", StringComparison.Ordinal);
        return new CurveSeries(term, held ? CurvePart.Validation : CurvePart.Training, epochs, [.. model.Epochs.Select(line => line.Figures.GetValueOrDefault(name, double.NaN))]);
    }

    private static string[] ClassNumbers(Examples examples) =>
        examples.Labels is { } labels ? [.. Enumerable.Range(0, labels.Max() + 1).Select(label => label.ToString())] : [];

    private static Examples First(Examples examples, int count) => examples.Select([.. Enumerable.Range(0, Math.Min(count, examples.Count))]);

    private static float[,] Rows(Examples examples)
    {
        var rows = new float[examples.Count, examples.Shape.Size];
        examples.CopyTo([.. Enumerable.Range(0, examples.Count)], System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref rows[0, 0], rows.Length));
        return rows;
    }

    private static float[,] Take(float[,] rows, int count)
    {
        if (rows.GetLength(0) <= count) return rows;
        var some = new float[count, rows.GetLength(1)];
        Array.Copy(rows, some, some.Length);
        return some;
    }
}
