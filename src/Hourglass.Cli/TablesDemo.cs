using System.Diagnostics;
using Hourglass.Data;
using Hourglass.Reports;
using Hourglass.Runs;
using Hourglass.Training;

namespace Hourglass.Cli;

/// <summary>What a model of a table does, on the embedded table of loan applications.</summary>
internal static class TablesDemo
{
    /// <summary>The folder of the run.</summary>
    public const string RunName = "vae";

    /// <summary>Trains the model with its defaults, and writes the page.</summary>
    public static void Write(Invocation invocation, string folder, string page, Stopwatch watch)
    {
        var path = CreditTable.Find();
        invocation.Output.Say($"{RunName}: {path}");
        var request = new RunRequest(path, RunName, new Dictionary<string, string>(StringComparer.Ordinal), Path.Combine(folder, RunName));
        var stopped = TrainingView.Show(invocation.Output, report => invocation.Stoppable(token => Run.Train(request, report, token)));
        if (stopped.Reason is not StopReason.Finished) throw new HourglassException("The demo was interrupted; run it again.");
        invocation.Output.Say("Making rows, filling cells and writing the report...");
        using var run = invocation.OpenRun(Path.Combine(folder, RunName));
        var data = run.OpenTrainingData();
        var sections = invocation.Stoppable((report, token) => Sections(TableReport.Of(run, data, report, token)));
        var document = run.Document!;
        HtmlReport.Write(new Report("What an autoencoder does for a table",
            "A map, filled cells, new rows and the rows that do not fit: a variational autoencoder on loan applications, with nothing said but the file.",
            [
                new("data", $"loan applications (credit_data of the R package modeldata): {data.Train.Count:N0} train, {data.Test.Count:N0} test"),
                new("network", RunReport.Architecture(run.Model)),
                new("training", $"{document.Options.Epochs} epochs in {document.WallSeconds:N0} s"),
                new("seed", document.Options.Seed.ToString()),
                new("machine", document.Machine),
                new("versions", $"Hourglass {document.Version.Split('+')[0]}, {document.Runtime}"),
                new("wall time", $"{watch.Elapsed.TotalSeconds:F0} s"),
            ], sections), page);
    }

    private static List<ReportSection> Sections(TableReport table) =>
    [
        table.Map(), .. table.Filled() is { } filled ? [filled] : (ReportSection[])[], table.Beside(), TableSections.Made(table.Made.Fidelity), table.Columns(),
        .. table.Strangest() is { } strangest ? [strangest] : (ReportSection[])[], table.Schema(),
    ];
}
