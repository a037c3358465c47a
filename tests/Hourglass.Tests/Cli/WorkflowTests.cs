using Hourglass.Cli;
using Hourglass.Data;
using Hourglass.Tests.Persistence;

namespace Hourglass.Tests.Cli;

/// <summary>Each command does its work on what the ones before it left.</summary>
public sealed class WorkflowTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public WorkflowTests()
    {
        Samples.Rows(folder);
        Samples.Pictures(folder);
    }

    [Fact]
    public async Task Pictures_go_through_every_command()
    {
        await CommandLine.Succeed(folder,
            "train --data pictures --model vae --latent 3 --epochs 2 --threads 1 --out run --set network=conv channels=[4] --set batch=8");
        var evaluated = (await CommandLine.Succeed(folder, "evaluate run --data pictures --set nll_samples=4 --json --threads 1")).Result;
        foreach (var metric in new[] { "loss_nats", "reconstruction_nats", "kl_nats", "mse_per_feature", "bce_per_feature", "psnr_db", "ssim", "ms_ssim", "active_units", "mutual_information_nats", "nll_bits_per_dimension", "seed", "samples_per_second", "peak_memory_mb", "wall_seconds" })
            Assert.True(double.IsFinite(evaluated[metric]!.GetValue<double>()), metric);

        Assert.Equal(3, evaluated["kl_per_dimension_nats"]!.AsArray().Count);
        Assert.Equal(4, evaluated["protocol"]!["nll_samples"]!.GetValue<int>());
        Assert.Contains(evaluated["warnings"]!.AsArray(),
            warning => warning!.GetValue<string>().Contains("nll_nats rests on few draws", StringComparison.Ordinal));

        foreach (var format in new[] { "npy", "csv", "parquet", "svg" })
            Assert.Equal(3, (await CommandLine.Succeed(folder, "encode run --data pictures --split train --json --out " +
                $"codes.{format}")).Result["latent"]!.GetValue<int>());
        Assert.Equal(CodesFile.Read(folder["codes.npy"]), CodesFile.Read(folder["codes.csv"]));
        Assert.Equal(CodesFile.Read(folder["codes.npy"]), CodesFile.Read(folder["codes.parquet"]));
        Assert.StartsWith("<svg", File.ReadAllText(folder["codes.svg"]), StringComparison.Ordinal);

        await CommandLine.Succeed(folder, "decode run --codes codes.csv --out decoded.npy");
        await CommandLine.Succeed(folder, "reconstruct run --data pictures --split train --out copies.npy");
        Assert.Equal(NpyFile.Read(folder["copies.npy"]).ToFloats(), NpyFile.Read(folder["decoded.npy"]).ToFloats());
        await CommandLine.Succeed(folder, "reconstruct run --data pictures --out copies.png");
        await CommandLine.Succeed(folder, "reconstruct run --data pictures --split train --out copies");
        Assert.Equal(NpyFile.Read(folder["copies.npy"]).Dimensions[0], Directory.EnumerateFiles(folder["copies"], "*.png").Count());

        await CommandLine.Succeed(folder, "interpolate run --data pictures --from 0 --to 1 --steps 5 --out path.npy");
        Assert.Equal([5, 1, 8, 8], NpyFile.Read(folder["path.npy"]).Dimensions);
        await CommandLine.Succeed(folder, "interpolate run --count 2 --steps 3 --out paths.png");
        await CommandLine.Succeed(folder, "traverse run --steps 4 --out traversal.png");
        foreach (var picture in new[] { "copies.png", "paths.png", "traversal.png" })
            Assert.Equal("89504E47", Convert.ToHexString(File.ReadAllBytes(folder[picture])[..4]));

        Assert.Equal("run/report.html", (await CommandLine.Succeed(folder, "report run --json --threads 1")).Result["report"]!.GetValue<string>());
        var page = File.ReadAllText(folder["run", "report.html"]);
        Assert.DoesNotMatch(@"(src|href)\s*=\s*[""'](?!data:|#)", page);
        Assert.DoesNotContain("<script src", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_go_through_every_command()
    {
        File.WriteAllText(folder["options.json"], """{ "hidden": [8], "epochs": 3, "batch": 16 }""");
        var trained = (await CommandLine.Succeed(folder,
            "train --data rows.npz --model ae --latent 2 --config options.json --set epochs=2 --set learning_rate=0.01 seed=3 " +
            "--threads 1 --out run --json")).Result;
        Assert.Equal(2, trained["epochs"]!.GetValue<int>());
        await CommandLine.Succeed(folder, "encode run --data rows.npz --out codes.csv");
        await CommandLine.Succeed(folder, "decode run --codes codes.csv --out decoded.csv");
        await CommandLine.Succeed(folder, "reconstruct run --data rows.npz --out copies.csv");
        Assert.Equal(File.ReadAllText(folder["copies.csv"]), File.ReadAllText(folder["decoded.csv"]));
        await CommandLine.Succeed(folder, "traverse run --data rows.npz --steps 4 --out traversal.npy");
        Assert.Equal([8, 6], NpyFile.Read(folder["traversal.npy"]).Dimensions);
        Assert.Contains("knn_accuracy", (await CommandLine.Succeed(folder, "evaluate run --data rows.npz --json")).Result.Select(pair => pair.Key));

        // A model of one's own, which is in no catalog.
        EditedDocument.Replace(folder["run", "blueprint.json"], "\"model\": \"ae\"", "\"model\": \"mine\"");
        await CommandLine.Succeed(folder, "report run --out page.html --threads 1");
        Assert.Contains("mine", File.ReadAllText(folder["page.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_without_a_test_split_come_back_whole_in_their_order_and_by_their_names()
    {
        Samples.Train(folder, "pictures", "dae", "latent=3 hidden=[8] epochs=1 batch=8", "cleaner");
        Samples.Train(folder, "rows.npz", "ae", "latent=2 hidden=[8] epochs=1", "run");
        Assert.Equal(120, (await CommandLine.Succeed(folder, "encode run --data rows.npz --out all.csv --json")).Result["count"]!.GetValue<int>());
        Assert.Equal(12, (await CommandLine.Succeed(folder, "encode run --data rows.npz --split test --out test.csv --json")).Result["count"]!.GetValue<int>());
        Assert.Equal(Enumerable.Range(0, 120).Select(i => $"{i % 3}"), File.ReadLines(folder["all.csv"]).Skip(1).Select(line => line.Split(',')[2]));

        await CommandLine.Succeed(folder, "denoise cleaner --data pictures --out cleaned");
        string[] Pictures(string name) =>
            [.. Directory.EnumerateFiles(folder[name], "*.png",
            SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder[name], path)).Order(StringComparer.Ordinal)];
        Assert.Equal(Pictures("pictures"), Pictures("cleaned"));

        // One picture cannot be cut in two, and is cleaned all the same.
        Directory.CreateDirectory(folder["one"]);
        File.Copy(Directory.EnumerateFiles(folder["pictures"], "*.png", SearchOption.AllDirectories).First(), folder["one", "scan.png"]);
        await CommandLine.Succeed(folder, "denoise cleaner --data one --out clean-one");
        Assert.Equal(["scan.png"], Pictures("clean-one"));

        var part = new FloatExamples(new float[2], DataShape.Row(1));
        Assert.Contains("have a test split; give test or train",
            Assert.Throws<UsageException>(() => ExamplePart.Choose(new Dataset("two", part, part), "all")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Classes_keep_the_numbers_that_the_model_was_told_and_changed_data_are_warned_of()
    {
        Samples.Train(folder, "pictures", "cvae", "latent=2 hidden=[8] epochs=1 batch=8", "run");
        Directory.CreateDirectory(folder["odds"]);
        Directory.Move(folder["pictures", "odd"], folder["odds", "odd"]);
        await CommandLine.Succeed(folder, "encode run --data odds --out codes.csv");
        Assert.All(File.ReadLines(folder["codes.csv"]).Skip(1), line => Assert.EndsWith(",1,odd", line, StringComparison.Ordinal));
        Directory.Move(folder["odds", "odd"], folder["odds", "prime"]);
        Assert.Contains("the class 'prime', but the model in 'run' knows 'even', 'odd'",
            await CommandLine.Fail(folder, "encode run --data odds --out codes.csv"), StringComparison.Ordinal);

        var evaluated = (await CommandLine.Succeed(folder, "evaluate run --data pictures --json")).Result;
        Assert.Contains(evaluated["warnings"]!.AsArray(),
            warning => warning!.GetValue<string>().Contains("have changed since the run was trained", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Labels_of_any_kind_are_the_classes_that_a_person_asks_for_and_gets_back()
    {
        // Of 40 rows one has the label 7: whether it is held out or not, the model knows the class.
        long[] labels = [.. Enumerable.Range(0, 40).Select(i => i == 17 ? 7L : i % 2 == 0 ? 20_240_101 : 3_000_000)];
        NpzFile.Write(folder["t.npz"], [new("X", new NpyArray(Samples.Numbers(40 * 4), 40, 4)), new("Y", new NpyArray(labels, 40)),
            new("note", new NpyArray(new float[3], 3))]);
        var trained = await CommandLine.Succeed(folder, "train --data t.npz --model cvae --latent 2 --epochs 1 --set hidden=[8] --out run");
        Assert.Contains("t.npz: read 'X' as the examples, 'Y' as their labels; ignored: 'note'.", trained.Said, StringComparison.Ordinal);
        Assert.Contains("\"names\"", File.ReadAllText(folder["run", "blueprint.json"]), StringComparison.Ordinal);
        await CommandLine.Succeed(folder, "encode run --data t.npz --out codes.csv");
        Assert.Equal(labels.Select(label => $"{label}"), File.ReadLines(folder["codes.csv"]).Skip(1).Select(line => line.Split(',')[2]));
        await CommandLine.Succeed(folder, "generate run --count 2 --condition 3000000,7 --out made.csv");
        Assert.Contains("give one of '7', '3000000', '20240101'",
            await CommandLine.Fail(folder, "generate run --count 2 --condition 1 --out made.csv", status: 2), StringComparison.Ordinal);

        // Two of the classes alone keep the numbers that the model knows them by.
        NpzFile.Write(folder["u.npz"], [new("X", new NpyArray(Samples.Numbers(8), 2, 4)), new("y", new NpyArray(new[] { 20_240_101, 7 }, 2))]);
        await CommandLine.Succeed(folder, "encode run --data u.npz --out codes.csv");
        Assert.Equal(["20240101", "7"], File.ReadLines(folder["codes.csv"]).Skip(1).Select(line => line.Split(',')[2]));
    }

    [Fact]
    public async Task An_array_that_was_named_is_the_run_s_from_then_on()
    {
        NpzFile.Write(folder["t.npz"], [new("data", new NpyArray(Samples.Numbers(40 * 4), 40, 4)),
            new("images", new NpyArray(Samples.Numbers(40 * 4), 40, 2, 2)), new("target", new NpyArray(new int[40], 40))]);
        Assert.Contains("--array data", await CommandLine.Fail(folder, "train --data t.npz --model ae --latent 2 --epochs 1 --out run"),
            StringComparison.Ordinal);
        await CommandLine.Succeed(folder, "train --data t.npz --array images --model ae --latent 2 --epochs 1 --set hidden=[8] --out run");
        await CommandLine.Succeed(folder, "encode run --data t.npz --out codes.csv");
        await CommandLine.Succeed(folder, "train --resume --epochs 2 --out run");
        Assert.Contains("shape 4, but the model", await CommandLine.Fail(folder, "encode run --data t.npz --array data --out codes.csv"),
            StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
