using Hourglass.Data;
using Hourglass.Tests.Data;
using Hourglass.Tests.Persistence;

namespace Hourglass.Tests.Cli;

/// <summary>What goes wrong in the world ends with status 1 and one sentence that names the file.</summary>
public sealed class FailureTests : IDisposable
{
    private const string Train = "train --model ae --latent 2 --set hidden=[8] --epochs 1 --threads 1 --out run --data ";
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("none.npy", "There is no file 'none.npy'")]
    [InlineData("none.npz", "There is no file 'none.npz'")]
    [InlineData("cut.npy", "'cut.npy' ends after")]
    [InlineData("text.npy", "'text.npy' is not a .npy file")]
    [InlineData("cut.npz", "'cut.npz' is damaged")]
    [InlineData("nan.npy", "nan.npy")]
    [InlineData("infinite.npz", "infinite.npz/x")]
    [InlineData("labels.npz", "for 120 examples; one label per example is needed")]
    [InlineData("empty", "The folder 'empty' has no images")]
    [InlineData("idx:none", "There is no folder 'none'")]
    [InlineData("idx:lacking", "has no file 't10k-labels-idx1-ubyte'")]
    [InlineData("idx:cut", "train-images-idx3-ubyte' ends after")]
    [InlineData("idx:text", "train-images-idx3-ubyte' is not an IDX file")]
    [InlineData("idx:unequal", "labels for the 12 images")]
    [InlineData("pictures", "05.png' ")]
    public async Task Bad_data_is_named(string data, string expected)
    {
        Spoil(data);
        Assert.Contains(expected, await CommandLine.Fail(folder, Train + data), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public async Task A_network_too_large_for_the_images_is_refused()
    {
        Samples.Pictures(folder);
        var sentence = await CommandLine.Fail(folder, $"{Train}pictures".Replace("[8]", "[1000000,1000000]", StringComparison.Ordinal), status: 2);
        Assert.Contains("weights, which take", sentence, StringComparison.Ordinal);
        Assert.Contains("--set image_size=64", sentence, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public async Task Options_that_do_not_fit_so_few_examples_leave_nothing_behind()
    {
        NpyFile.Write(folder["five.npy"], new float[5, 6]);
        Assert.Contains("validation is 0.9, and of 4 training examples that leaves none",
            await CommandLine.Fail(folder, Train + "five.npy --set validation=0.9", status: 2), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["run"]));
        await CommandLine.Succeed(folder, Train + "five.npy --set validation=0.5");
    }

    [Theory]
    [InlineData("generate none --out new.npy", "There is no folder 'none'")]
    [InlineData("encode run --data pictures --out codes.npy", "but the model in 'run' was trained on 6")]
    [InlineData("decode run --codes wide.npy --out new.npy", "The codes have 6 dimensions, and this model's latent space has 2")]
    [InlineData("denoise run --data rows.npz --out new.npy", "is not a denoising model")]
    [InlineData("train --data rows.npz --model pca --out rows.npz/run", "'rows.npz/run/run.lock' cannot be written")]
    [InlineData("generate run --out rows.npz/new.npy", "'rows.npz/new.npy' cannot be written")]
    [InlineData("generate run --out /proc/new.npy", "'/proc/new.npy' cannot be written")]
    [InlineData("generate run --out run.npy", "'run.npy' is a folder")]
    [InlineData("reconstruct square --data pictures --out square", "The folder 'square' holds 'blueprint.json' already, and nothing is written over it")]
    [InlineData("train --data rows.npz --model pca --out saved", "The folder 'saved' already holds a saved model ('blueprint.json')")]
    [InlineData("demo --out pictures", "The folder 'pictures' holds 'even' already")]
    public async Task What_cannot_be_done_is_said(string line, string expected)
    {
        Samples.Rows(folder);
        Samples.Pictures(folder);
        NpyFile.Write(folder["wide.npy"], Samples.Numbers(12), 2, 6);
        Directory.CreateDirectory(folder["run.npy"]);
        Samples.Train(folder, "rows.npz", "pca", "latent=2", "run");
        Samples.Train(folder, "pictures", "pca", "latent=2", "square");
        using (var model = Autoencoder.Load(folder["run"])) model.Save(folder["saved"]);
        Assert.Contains(expected, await CommandLine.Fail(folder, line), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(folder.Root, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_damaged_or_newer_model_is_named_and_only_verbose_shows_the_stack()
    {
        Samples.Rows(folder);
        Samples.Train(folder, "rows.npz", "pca", "latent=2", "run");
        var weights = File.ReadAllBytes(folder["run", "weights.safetensors"]);
        weights[^1] ^= 1;
        File.WriteAllBytes(folder["run", "weights.safetensors"], weights);
        Assert.Contains("'run/weights.safetensors' is damaged", await CommandLine.Fail(folder, "generate run --out new.npy"), StringComparison.Ordinal);
        var verbose = await CommandLine.Run(folder, "generate run --out new.npy --verbose");
        Assert.Equal(1, verbose.Status);
        Assert.Contains("   at Hourglass.", verbose.Error, StringComparison.Ordinal);

        var blueprint = File.ReadAllText(folder["run", "blueprint.json"]);
        File.WriteAllText(folder["run", "blueprint.json"], blueprint.Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal));
        Assert.Contains("written by a newer Hourglass", await CommandLine.Fail(folder, "generate run --out new.npy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kernels_that_this_machine_has_not_are_refused()
    {
        Samples.Rows(folder);
        var finished = await CommandLine.RunWith(folder, "HOURGLASS_KERNELS=mmx", "train --data rows.npz --model ae --latent 2 --out run");
        Assert.Contains("HOURGLASS_KERNELS is 'mmx', and this machine has the kernels", CommandLine.Sentence(finished, status: 2), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Theory]
    [InlineData("99", "The latent size is 99, above the 6 numbers of an example")]
    [InlineData("0", "The latent size is 0; it must be at least 1")]
    [InlineData("3", "weights.safetensors' is damaged")]
    public async Task A_model_that_was_edited_is_named(string latent, string expected)
    {
        Samples.Rows(folder);
        Samples.Train(folder, "rows.npz", "pca", "latent=2", "run");
        EditedDocument.Replace(folder["run", "blueprint.json"], "\"latent\": 2", $"\"latent\": {latent}");
        var sentence = await CommandLine.Fail(folder, "generate run --out new.npy");
        Assert.Contains("'run/", sentence, StringComparison.Ordinal);
        Assert.Contains(expected, sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("npy")]
    [InlineData("csv")]
    public async Task A_full_disk_leaves_the_earlier_file_and_no_other(string format)
    {
        Samples.Rows(folder);
        Samples.Train(folder, "rows.npz", "pca", "latent=2", "run");
        File.WriteAllText(folder[$"new.{format}"], "earlier");
        var sentence = CommandLine.Sentence(await CommandLine.RunCramped(folder, kibibytes: 8, $"generate run --count 5000 --out new.{format}"), status: 1);
        Assert.Contains($"'new.{format}' cannot be written", sentence, StringComparison.Ordinal);
        Assert.Equal("earlier", File.ReadAllText(folder[$"new.{format}"]));
        Assert.Equal([$"new.{format}", "rows.npz"], Directory.EnumerateFiles(folder.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ae", "learning_rate=1e30", 1, "a smaller learning rate")]
    [InlineData("vae", "loss=gaussian scale=none", 1e30f, "scaled data")]
    public async Task Divergence_names_the_module_and_a_remedy_and_keeps_finite_weights(string model, string setting, float scale, string remedy)
    {
        NpyFile.Write(folder["rows.npy"], Samples.Numbers(720, scale), 120, 6);
        var finished = await CommandLine.Run(folder,
            $"train --data rows.npy --model {model} --latent 2 --epochs 3 --threads 1 --out run --set hidden=[8] {setting}");
        var sentence = CommandLine.Sentence(finished, status: 1);
        Assert.Matches(@"not finite .*the first was in the output of (en|de)coder\.\w+.*Try " + remedy, sentence);
        Assert.DoesNotContain('\e', finished.Out + finished.Error);
        Assert.Contains(sentence["hourglass: ".Length..], finished.Out, StringComparison.Ordinal);
        using var kept = Hourglass.Persistence.ModelFolder.Load(folder["run"]);
        Assert.All(TrainingRun.WeightsOf(kept).Values, values => Assert.All(values, value => Assert.True(float.IsFinite(value))));
    }

    public void Dispose() => folder.Dispose();

    private void Spoil(string data)
    {
        var idx = data.StartsWith("idx:", StringComparison.Ordinal) ? data[4..] : null;
        if (idx is not null and not "none")
        {
            Samples.Idx(folder);
            Directory.Move(folder["idx"], folder[idx]);
        }

        var (x, y) = (new NpyArray(Samples.Numbers(720), 120, 6), new NpyArray(new int[7], 7));
        switch (data)
        {
            case "cut.npy":
                NpyFile.Write(folder[data], x);
                Cut(data);
                break;
            case "text.npy": File.WriteAllText(folder[data], new string('x', 500)); break;
            case "cut.npz":
                NpzFile.Write(folder[data], [new("x", x)]);
                Cut(data);
                break;
            case "nan.npy": NpyFile.Write(folder[data], [.. Samples.Numbers(719), float.NaN], 120, 6); break;
            case "infinite.npz":
                NpzFile.Write(folder[data], [new("x", new NpyArray((float[])[float.PositiveInfinity, .. Samples.Numbers(719)], 120, 6))]);
                break;
            case "labels.npz": NpzFile.Write(folder[data], [new("x", x), new("y", y)]); break;
            case "empty": Directory.CreateDirectory(folder[data]); break;
            case "idx:lacking": File.Delete(folder[idx!, "t10k-labels-idx1-ubyte"]); break;
            case "idx:cut": Cut(Path.Combine(idx!, "train-images-idx3-ubyte")); break;
            case "idx:text": File.WriteAllText(folder[idx!, "train-images-idx3-ubyte"], new string('x', 500)); break;
            case "idx:unequal": folder.Write(Path.Combine(idx!, "train-labels-idx1-ubyte"), IdxFiles.Labels(11)); break;
            case "pictures":
                Samples.Pictures(folder);
                Cut(Path.Combine("pictures", "odd", "05.png"));
                break;
        }
    }

    private void Cut(string name)
    {
        var bytes = File.ReadAllBytes(folder[name]);
        File.WriteAllBytes(folder[name], bytes[..(bytes.Length / 2)]);
    }
}
