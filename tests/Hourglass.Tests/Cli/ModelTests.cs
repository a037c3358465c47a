using Hourglass.Data;

namespace Hourglass.Tests.Cli;

/// <summary>Models of each family do what only they do.</summary>
public sealed class ModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ModelTests()
    {
        Samples.Rows(folder);
        Samples.Pictures(folder);
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
        var evaluated = (await CommandLine.Succeed(folder, $"evaluate run --data {data} --json")).Result;
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
        var all = (await CommandLine.Succeed(folder, "models --json")).Result["models"]!.AsArray().Select(id => id!.GetValue<string>());
        Assert.Equal(Catalog.All.Select(recipe => recipe.Id), all);
        var explained = await CommandLine.Succeed(folder, "models beta-vae");
        Assert.Contains("beta", explained.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', explained.Out);
        Assert.DoesNotContain("hidden", (await CommandLine.Succeed(folder, "models pca")).Out, StringComparison.Ordinal);
        Assert.StartsWith("@misc{kingma2014", (await CommandLine.Succeed(folder, "models vae --cite")).Out.TrimStart(), StringComparison.Ordinal);
        var cited = (await CommandLine.Succeed(folder, "models vae --cite --set optimizer=adamw init=he warmup=3")).Out;
        Assert.All(["kingma2014", "he2015", "bowman2016", "loshchilov2019"], key => Assert.Contains(key, cited, StringComparison.Ordinal));
        Assert.DoesNotContain("glorot2010", cited, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
