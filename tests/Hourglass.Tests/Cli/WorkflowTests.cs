using System.Text.Json.Nodes;
using Hourglass.Data;

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
        await CommandLine.Succeed(folder, "train --data pictures --model vae --latent 3 --epochs 2 --threads 1 --out run --set network=conv channels=[4] --set batch=8");
        var evaluated = Result(await CommandLine.Succeed(folder, "evaluate run --data pictures --json --threads 1"));
        foreach (var metric in new[] { "loss_nats", "reconstruction_nats", "kl_nats", "mse_per_feature", "bce_per_feature", "psnr_db", "ssim", "active_units", "samples_per_second", "peak_memory_mb", "wall_seconds" })
            Assert.True(double.IsFinite(evaluated[metric]!.GetValue<double>()), metric);

        foreach (var format in new[] { "npy", "csv", "parquet", "svg" })
            Assert.Equal(3, Result(await CommandLine.Succeed(folder, $"encode run --data pictures --split train --json --out codes.{format}"))["latent"]!.GetValue<int>());
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

        Assert.Equal("run/report.html", Result(await CommandLine.Succeed(folder, "report run --json --threads 1"))["report"]!.GetValue<string>());
        var page = File.ReadAllText(folder["run", "report.html"]);
        Assert.DoesNotMatch(@"(src|href)\s*=\s*[""'](?!data:|#)", page);
        Assert.DoesNotContain("<script src", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_go_through_every_command()
    {
        File.WriteAllText(folder["options.json"], """{ "hidden": [8], "epochs": 3, "batch": 16 }""");
        var trained = Result(await CommandLine.Succeed(folder, "train --data rows.npz --model ae --latent 2 --config options.json --set epochs=2 --set learning_rate=0.01 seed=3 --threads 1 --out run --json"));
        Assert.Equal(2, trained["epochs"]!.GetValue<int>());
        await CommandLine.Succeed(folder, "encode run --data rows.npz --out codes.csv");
        await CommandLine.Succeed(folder, "decode run --codes codes.csv --out decoded.csv");
        await CommandLine.Succeed(folder, "reconstruct run --data rows.npz --out copies.csv");
        Assert.Equal(File.ReadAllText(folder["copies.csv"]), File.ReadAllText(folder["decoded.csv"]));
        await CommandLine.Succeed(folder, "traverse run --data rows.npz --steps 4 --out traversal.npy");
        Assert.Equal([8, 6], NpyFile.Read(folder["traversal.npy"]).Dimensions);
        Assert.Contains("knn_accuracy", Result(await CommandLine.Succeed(folder, "evaluate run --data rows.npz --json")).Select(pair => pair.Key));
        await CommandLine.Succeed(folder, "report run --out page.html --threads 1");
        Assert.True(File.Exists(folder["page.html"]));
    }

    [Theory]
    [InlineData("pca", "rows.npz", "latent=2")]
    [InlineData("pca", "pictures", "latent=2")]
    [InlineData("sparse-ae", "rows.npz", "latent=4 hidden=[8] epochs=1")]
    [InlineData("beta-vae", "pictures", "latent=2 hidden=[8] epochs=1 beta=2")]
    [InlineData("ae", "pictures", "latent=2 network=conv channels=[4] epochs=1")]
    [InlineData("dae", "rows.npz", "latent=2 hidden=[8] epochs=1 noise=masking noise_level=0.3")]
    public async Task Every_model_trains_and_is_evaluated(string model, string data, string settings)
    {
        await CommandLine.Succeed(folder, $"train --data {data} --model {model} --threads 1 --out run --set {settings}");
        var evaluated = Result(await CommandLine.Succeed(folder, $"evaluate run --data {data} --json"));
        Assert.Equal(model, evaluated["model"]!.GetValue<string>());
        Assert.True(evaluated["mse_per_feature"]!.GetValue<double>() is > 0 and < 1);
    }

    [Fact]
    public async Task A_denoiser_cleans_what_it_is_given_and_what_it_damages_itself()
    {
        Samples.Train(folder, "pictures", "dae", "latent=4 network=conv channels=[4] epochs=1", "run");
        await CommandLine.Succeed(folder, "denoise run --data pictures --out cleaned.npy");
        await CommandLine.Succeed(folder, "reconstruct run --data pictures --out copies.npy");
        await CommandLine.Succeed(folder, "denoise run --data pictures --add-noise --seed 3 --out damaged.npy");
        Assert.Equal(File.ReadAllBytes(folder["copies.npy"]), File.ReadAllBytes(folder["cleaned.npy"]));
        Assert.NotEqual(File.ReadAllBytes(folder["cleaned.npy"]), File.ReadAllBytes(folder["damaged.npy"]));
        await CommandLine.Succeed(folder, "denoise run --data pictures --add-noise --out rows.png");
    }

    [Fact]
    public async Task Generating_needs_no_data_and_equal_seeds_give_equal_bytes()
    {
        Samples.Train(folder, "pictures", "vae", "latent=2 hidden=[8] epochs=1", "run");
        Directory.Delete(folder["pictures"], recursive: true);
        await CommandLine.Succeed(folder, "generate run --count 4 --seed 7 --out a.png");
        await CommandLine.Succeed(folder, "generate run --count 4 --seed 7 --out b.png");
        Assert.Equal(File.ReadAllBytes(folder["a.png"]), File.ReadAllBytes(folder["b.png"]));
        await CommandLine.Succeed(folder, "generate run --count 4 --seed 8 --out c.npy");
        await CommandLine.Succeed(folder, "generate run --count 4 --seed 8 --sample --out d.npy");
        Assert.All(NpyFile.Read(folder["c.npy"]).ToFloats(), value => Assert.True(value is > 0 and < 1));
        Assert.All(NpyFile.Read(folder["d.npy"]).ToFloats(), value => Assert.True(value is 0 or 1));
    }

    [Fact]
    public async Task The_catalog_lists_explains_and_cites()
    {
        var all = Result(await CommandLine.Succeed(folder, "models --json"))["models"]!.AsArray().Select(id => id!.GetValue<string>());
        Assert.Equal(["pca", "ae", "dae", "sparse-ae", "vae", "beta-vae"], all);
        var explained = await CommandLine.Succeed(folder, "models beta-vae");
        Assert.Contains("beta", explained.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', explained.Out);
        Assert.StartsWith("@", (await CommandLine.Succeed(folder, "models vae --cite")).Out.TrimStart(), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    /// <summary>The one line of standard output, which is a JSON object.</summary>
    private static JsonObject Result(Finished finished) =>
        JsonNode.Parse(Assert.Single(finished.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)))!.AsObject();
}
