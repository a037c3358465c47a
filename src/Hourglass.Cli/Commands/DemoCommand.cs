using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Hourglass.Data;
using Hourglass.Files;
using Hourglass.Reports;
using Hourglass.Runs;
using Hourglass.Settings;
using Hourglass.Training;

namespace Hourglass.Cli.Commands;

/// <summary><c>demo</c>: what autoencoders do, on the embedded MNIST or the embedded table, in about a minute.</summary>
internal static class DemoCommand
{
    private const string Page = "report.html";
    private const string Digits = "digits";
    private const string Tables = "tables";

    private static readonly Part[] Parts =
    [
        new("pca-2", "PCA 2", "pca", "latent=2"),
        new("pca-32", "PCA 32", "pca", "latent=32"),
        new("ae", "deep AE 32", "ae", "latent=32 hidden=[256,128] epochs=6 batch=256 learning_rate=0.002 schedule=cosine"),
        new("vae", "VAE 2-D", "vae", "latent=2 hidden=[256,128] epochs=10 batch=256 learning_rate=0.002 schedule=cosine"),
        new("dae", "conv denoiser", "dae", "network=conv channels=[8,16] head=spatial noise=gaussian noise_level=0.4 epochs=1 batch=128 learning_rate=0.004"),
    ];

    private const string AboutMaps =
        "PCA is a linear projection: 4, 7 and 9, which share most of their strokes, overlap. The VAE is nonlinear and separates more digits. " +
        "Its map is one round cloud with few gaps, because the KL term pulls all codes towards the centre and makes each code a " +
            "distribution rather than a point. This makes interpolation smooth and lets the model generate the new digits below.";

    public static Command Create()
    {
        var subject = new Argument<string>("SUBJECT")
        {
            Description = "digits: five models on handwritten digits. tables: a model on a table of loan applications, with a map, filled " +
                "cells, new rows and the strangest rows.",
            DefaultValueFactory = _ => Digits,
        };
        var output = CommonOptions.Out("Output folder for the runs and report.html; " +
            "an earlier demo in it is replaced when the new one is complete. By default " +
            "runs/demo, and runs/demo-tables for tables.", required: false);
        var command = new DocumentedCommand("demo", "Trains on an embedded data set and shows on one page what autoencoders do, in about a minute: PCA, a deep autoencoder, a two-dimensional VAE and a denoising autoencoder on MNIST, or a VAE on a table.", """
            Examples:
              hourglass demo
              hourglass demo tables
            """)
        { subject, output };
        Invocation.SetAction(command, invocation =>
        {
            var isTable = invocation.Get(subject) switch
            {
                Digits => false,
                Tables => true,
                var other => throw new UsageException($"There is no demo '{Got(other)}'; {Nearest.Hint(other, [Digits, Tables])}{What("demo")} shows " +
                    $"{Allowed($"{Digits} or {Tables}")}."),
            };
            var folder = invocation.Has(output) ? invocation.Get(output) : Path.Combine("runs", isTable ? "demo-tables" : "demo");
            AtomicFolder.RequireFree(folder, [Page, .. isTable ? [TablesDemo.RunName] : Parts.Select(part => part.Folder)]);
            var watch = Stopwatch.StartNew();
            invocation.StartEngine();
            AtomicFolder.Write(folder, scratch =>
            {
                if (isTable) TablesDemo.Write(invocation, scratch, Path.Combine(scratch, Page), watch);
                else Write(invocation, scratch, watch);
            });

            var page = Path.Combine(folder, Page);
            invocation.Output.Say($"Done in {watch.Elapsed.TotalSeconds:F0} s. Open {Path.GetFullPath(page)} in a browser.");
            invocation.Output.Result(new JsonObject { ["report"] = page, ["wall_seconds"] = watch.Elapsed.TotalSeconds });
            return 0;
        });
        return command;
    }

    private static void Write(Invocation invocation, string folder, Stopwatch watch)
    {
        if (!Parts.All(part => Train(invocation, part, folder))) throw new HourglassException("The demo was interrupted; run it again.");
        Tell(invocation, folder, watch);
    }

    private static bool Train(Invocation invocation, Part part, string folder)
    {
        invocation.Output.Say($"{part.Name}: {part.Model} {part.Settings}");
        var request = new RunRequest("mnist", part.Model, SettingsReader.Read(null, part.Settings.Split(' ')), Path.Combine(folder, part.Folder));
        var stopped = TrainingView.Show(invocation.Output, report => invocation.Stoppable(token => Run.Train(request, report, token)));
        return stopped.Reason is StopReason.Finished;
    }

    private static void Tell(Invocation invocation, string folder, Stopwatch watch)
    {
        invocation.Output.Say("Evaluating and writing the report...");
        var data = Mnist.Load();
        var runs = Parts.Select(part => invocation.OpenRun(Path.Combine(folder, part.Folder))).ToArray();
        try
        {
            var models = Parts.Zip(runs, (part, run) => RunReport.Describe(run, data, part.Name, isBaseline: part.Model == "pca")).ToArray();
            var vae = models.Single(model => model.Name == "VAE 2-D");
            List<ReportSection> sections = [.. RunReport.Sections(models, vae, data)];
            var maps = ModelSections.Maps([models[0], vae], data.Test, data.ClassNames);
            sections.Insert(1, maps with { Explanation = $"{maps.Explanation} {AboutMaps}" });
            var document = runs[0].Document!;
            HtmlReport.Write(
                new Report(
                    "What autoencoders do",
                    "Four uses of autoencoders on handwritten digits: a map, features, denoising and new images.",
                    [
                        new("data", $"MNIST: {data.Train.Count:N0} train, {data.Test.Count:N0} test"),
                        new("seed", document.Options.Seed.ToString()),
                        new("machine", document.Machine),
                        new("versions", $"Hourglass {document.Version.Split('+')[0]}, {document.Runtime}"),
                        new("wall time", $"{watch.Elapsed.TotalSeconds:F0} s"),
                    ],
                    sections),
                Path.Combine(folder, Page));
        }
        finally
        {
            foreach (var run in runs) run.Dispose();
        }
    }

    private sealed record Part(string Folder, string Name, string Model, string Settings);
}
