using System.CommandLine;
using System.Text.Json.Nodes;
using Hourglass.Data;
using Hourglass.Reports;
using Hourglass.Runs;
using Hourglass.Training.Diagnostics;

namespace Hourglass.Cli.Commands;

/// <summary><c>report</c>: one page with pictures on a run, beside PCA with a code of the same size.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var folder = CommonOptions.Folder();
        var data = CommonOptions.Data(required: false);
        var output = CommonOptions.Out("Output file; DIR/report.html by default.", required: false);
        var noPca = new Option<bool>("--no-pca") { Description = "Omit PCA, the slowest part of the report for large examples." };
        var command = new DocumentedCommand("report", "Writes a self-contained HTML report on a run: metrics next to those of PCA, images, map, loss curves; for a table its columns, a map coloured by any of them, made rows beside real ones, filled cells.", """
            Example: hourglass report runs/vae
            """)
        { folder, data, CommonOptions.Array, CommonOptions.Strict, output, noPca };
        Invocation.SetAction(command, invocation =>
        {
            var words = invocation.Output.Words;
            using var run = invocation.OpenRun(invocation.Get(folder));
            var document = run.Document;
            var descriptor = invocation.Has(data) ? invocation.Get(data)
                : document?.Data
                    ?? throw new UsageException($"The folder '{What(run.Folder)}' does {Got("not record its training data")}; give {Allowed("--data")}.");
            var source = invocation.OpenData(run, descriptor);
            var changed = run.WarningAbout(descriptor, source);
            if (changed is not null) invocation.Output.Warn(changed);
            var path = invocation.Has(output) ? invocation.Get(output) : Path.Combine(run.Folder, "report.html");
            invocation.Output.Say("Evaluating...");
            using var baseline = invocation.Get(noPca) || source.Table is not null ? null
                : invocation.Stoppable((report, token) => Baseline(run.Model, source, report, token));
            var sections = source.Table is null
                ? Sections(invocation, run, source, baseline)
                : invocation.Stoppable((report, token) => Sections(invocation, run, source, report, token));
            TrainingWarning[] found = [.. from warning in document?.Warnings ?? []
                                       select new TrainingWarning(warning.Code, warning.Message.ToString(words), warning.Remedy.ToString(words))];
            if (ModelSections.Warnings(found) is { } warnings) sections.Insert(Math.Min(1, sections.Count), warnings);
            var warned = from warning in new[] { run.Warning, changed } where warning is not null select new ReportFact("warning", warning.ToString(words));
            ReportFact[] facts = [.. Facts(run, document, source, words), .. warned];
            HtmlReport.Write(new Report($"{run.Model.Blueprint.Model} on {source.Name}", Summary(run.Model), facts, sections), path);
            invocation.Output.Say($"Wrote {path}");
            invocation.Output.Result(new JsonObject { ["report"] = path });
            return 0;
        });
        return command;
    }

    /// <summary>Metrics next to those of PCA, images, map and loss curves.</summary>
    private static List<ReportSection> Sections(Invocation invocation, Run run, Dataset source, Autoencoder? baseline)
    {
        var main = invocation.Stoppable((report, token) => RunReport.Describe(run, source, run.Model.Blueprint.Model, report: report, cancellation: token));
        List<ReportedModel> models = [main];
        if (baseline is not null)
        {
            var metrics = invocation.Stoppable((report, token) => Evaluation.Evaluator.Evaluate(baseline, source.Test, source.Train, RunReport.Brief, report,
                token));
            models.Insert(0, new ReportedModel($"PCA {baseline.Latent}", RunReport.Architecture(baseline), baseline, metrics, [], 0, IsBaseline: true));
        }

        List<ReportSection> sections = [.. RunReport.Sections(models, main, source)];
        sections.Insert(1, ModelSections.Maps(models, source.Test, source.ClassNames));
        return sections;
    }

    /// <summary>The parts of a report on a table. Squared errors of coded rows, and PCA of them, mean nothing to its reader.</summary>
    private static List<ReportSection> Sections(Invocation invocation, Run run, Dataset source, Action<RowsDone>? report, CancellationToken cancellation)
    {
        var table = TableReport.Of(run, source, report, cancellation);
        foreach (var warning in table.Made.Warnings) invocation.Output.WarnInResult(warning);
        var model = new ReportedModel(run.Model.Blueprint.Model, RunReport.Architecture(run.Model), run.Model, [], run.ReadMetrics(),
            run.Document?.WallSeconds ?? 0);
        return [.. table.Sections(), .. ModelSections.Curves([model]) is { } curves ? [curves] : (ReportSection[])[]];
    }

    /// <summary>What the catalog says of the model; nothing for one that is not in it.</summary>
    private static string Summary(Autoencoder model) => Catalog.All.FirstOrDefault(recipe => recipe.Id == model.Blueprint.Model)?.Summary ?? "";

    /// <summary>PCA with a code of the same size, or null where it cannot be had or is the model itself.</summary>
    private static Autoencoder? Baseline(Autoencoder model, Dataset data, Action<RowsDone>? report, CancellationToken cancellation) =>
        Evaluation.PcaReference.Fits(model, data.Train) ? Evaluation.PcaReference.Fit(model, data.Train, report, cancellation) : null;

    private static List<ReportFact> Facts(Run run, RunDocument? document, Dataset data, IVocabulary words)
    {
        List<ReportFact> facts =
        [
            new("data", $"{data.Name}: {data.Train.Count:N0} train, {data.Test.Count:N0} test"),
            new("code", $"{run.Model.Latent} dimensions"),
            new("network", RunReport.Architecture(run.Model)),
        ];
        if (document is null) return facts;
        facts.Add(new("training", $"{document.Options.Epochs} epochs in {document.WallSeconds:N0} s, batch " +
            $"{document.Options.BatchSize}, seed {document.Options.Seed}"));
        facts.AddRange(document.Halvings.Select(sentence => new ReportFact("learning rate halved", sentence.ToString(words))));
        facts.Add(new("machine", document.Machine));
        facts.Add(new("versions", $"Hourglass {document.Version.Split('+')[0]}, {document.Runtime}"));
        return facts;
    }
}
