using Hourglass.Data;
using Hourglass.Evaluation;
using Hourglass.Reports;
using Hourglass.Runs;

namespace Hourglass.Cli;

/// <summary>Collects the contents of reports on runs.</summary>
internal static class RunReport
{
    /// <summary>Reports show PCA as a separate model and omit the most expensive metrics.</summary>
    public static EvaluationOptions Brief { get; } = new() { Pca = false, InformationExamples = 0, ProbeExamples = 0, NeighbourhoodExamples = 0 };

    /// <summary>A run as shown in a report.</summary>
    public static ReportedModel Describe(Run run, Dataset data, string name, bool isBaseline = false, Action<RowsDone>? report = null,
        CancellationToken cancellation = default)
    {
        var metrics = Evaluator.Evaluate(run.Model, data.Test, data.Train, Brief, report, cancellation);
        return new ReportedModel(name, Architecture(run.Model), run.Model, metrics, run.ReadMetrics(), run.Document?.WallSeconds ?? 0, isBaseline);
    }

    /// <summary>A description of the networks of encoder and decoder.</summary>
    public static string Architecture(Autoencoder model)
    {
        var networks = model.Blueprint.Networks;
        var body = networks.Encoder switch
        {
            DenseSpec dense => string.Join("-", [networks.Shape.Size, .. dense.Hidden, model.Latent]),
            GatedSpec gated => $"gated {string.Join("-", [networks.Shape.Size, .. gated.Hidden, model.Latent])}",
            ConvSpec conv => $"conv {string.Join("-", conv.Channels)}, code {model.Latent}",
            ResidualSpec residual => $"residual {string.Join("-", [.. residual.Channels, .. residual.Hidden ?? []])}, code {model.Latent}",
            ModuleSpec module => $"{module.Class.Split(',')[0]}, code {model.Latent}",
            RecurrentSpec recurrent =>
                $"{recurrent.Cell.ToString().ToLowerInvariant()} {string.Join("-", Enumerable.Repeat(recurrent.Units, recurrent.Layers))}, code {model.Latent}",
            var other => other.GetType().Name,
        };
        return $"{body}, {model.ParameterCount:N0} parameters";
    }

    /// <summary>All applicable sections, in reading order.</summary>
    public static IReadOnlyList<ReportSection> Sections(IReadOnlyList<ReportedModel> models, ReportedModel main, Dataset data)
    {
        List<ReportSection> sections = [ModelSections.Metrics(models, "test")];
        if (data.Shape is { IsPicture: true, Channels: 1 or 3 })
        {
            if (models.Any(model => model.Model.Blueprint.Corruption is null)) sections.Add(ModelSections.Reconstructions(models, data.Test));
            sections.AddRange(models.Where(model => model.Model.Blueprint.Corruption is not null).Select(model => ModelSections.Denoising(model, data.Test,
                seed: 1)));
            sections.Add(ModelSections.LatentSpace(main, data.Test));
            sections.Add(ModelSections.Generated(main, data.Test, 64, seed: 7));
        }

        if (ModelSections.Curves(models) is { } curves) sections.Add(curves);
        return sections;
    }
}
