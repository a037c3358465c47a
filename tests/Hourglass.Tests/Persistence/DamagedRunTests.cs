using System.Text;
using Hourglass.Data;
using Hourglass.Files;
using Hourglass.Persistence;
using Hourglass.Runs;
using Hourglass.Samplers;
using Hourglass.Tests.Cli;
using Hourglass.Tests.Contracts;
using Hourglass.Tests.Fuzzing;
using Hourglass.Training;

namespace Hourglass.Tests.Persistence;

/// <summary>
/// Every file of a saved run, changed in every way that leaves it a document and in many that do not, is read or refused by a sentence with its name,
/// and never takes memory by what it claims.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class DamagedRunTests : IDisposable
{
    private const long MostManaged = 64L << 20;
    private const long MostGrowth = 512L << 20;
    private const int Flips = 400;
    private readonly TemporaryFolder folder = new();
    private readonly string run;

    public DamagedRunTests()
    {
        Samples.Rows(folder);
        Samples.Train(folder, "rows.npz", "vae", "latent=2 hidden=[4] epochs=2 validation=0.2 scale=standard loss=gaussian", "run");
        run = folder["run"];
        using var model = Autoencoder.Load(run);
        RunSamplers.Obtain(run, model, 1, "mixture", Components, () => DataSource.Open(folder["rows.npz"]).Train).Dispose();
    }

    private static Dictionary<string, string> Components => new(StringComparer.Ordinal) { ["components"] = "2" };

    private static Dictionary<string, string> Nothing => [];

    private string Sampler => Path.Combine(run, "samplers", "mixture", "sampler.safetensors");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("blueprint.json")]
    [InlineData("preprocessing.json")]
    [InlineData("run.json")]
    public void A_changed_document_is_read_or_refused_by_its_name(string file)
    {
        var path = Path.Combine(run, file);
        var text = EditedDocument.Unseal(path).ToJsonString();
        Check(JsonMutator.All(text), changed => File.WriteAllText(path, changed.Json), file == "run.json" ? () => new RunFolder(run).Read() : LoadModel);
    }

    [Fact]
    public void A_changed_line_of_figures_is_read_or_refused_by_its_name()
    {
        var metrics = new RunFolder(run);
        var lines = File.ReadAllLines(metrics.Metrics);
        Check(JsonMutator.All(lines[0]), changed => File.WriteAllText(metrics.Metrics, $"{changed.Json}\n{lines[1]}\n"), () => metrics.ReadMetrics());
    }

    [Fact]
    public void A_changed_description_of_a_sampler_is_read_or_refused_by_its_name()
    {
        using var model = Autoencoder.Load(run);
        using var fitted = FittedSampler.Load(Path.GetDirectoryName(Sampler)!, model);
        using var file = SafetensorsFile.Open(Sampler);
        var text = file.Metadata["sampler"];
        file.Dispose();
        Check(
            JsonMutator.All(text),
            changed => SafetensorsFile.Write(Sampler, ModuleTensors.Of(fitted.Module),
                new Dictionary<string, string>(StringComparer.Ordinal) { ["sampler"] = changed.Json }),
            () => RunSamplers.Obtain(run, model, 1, "mixture", Nothing,
                () => throw new HourglassException("samplers/mixture: it is to be fitted again.")).Dispose());
    }

    [Fact]
    public void A_changed_state_of_training_is_read_or_refused()
    {
        using var file = SafetensorsFile.Open(new RunFolder(run).Checkpoint);
        var text = file.Metadata["state"];
        var changed = "";
        Check(JsonMutator.All(text), mutation => changed = mutation.Json, () => Json.Parse<TrainingState>(changed, "The state"), "The state");
    }

    [Theory]
    [InlineData("blueprint.json")]
    [InlineData("preprocessing.json")]
    [InlineData("run.json")]
    [InlineData("metrics.jsonl")]
    [InlineData("weights.safetensors")]
    [InlineData("samplers/mixture/sampler.safetensors")]
    public void Damaged_bytes_are_read_or_refused_by_the_name_of_their_file(string file)
    {
        var path = Path.Combine(run, file);
        var good = File.ReadAllBytes(path);
        using var model = Autoencoder.Load(run);
        Action read = file switch
        {
            "run.json" => () => new RunFolder(run).Read(),
            "metrics.jsonl" => () => new RunFolder(run).ReadMetrics(),
            "blueprint.json" or "preprocessing.json" or "weights.safetensors" => LoadModel,
            _ => () => RunSamplers.Obtain(run, model, 1, "mixture", Nothing,
                () => throw new HourglassException("samplers/mixture: it is to be fitted again.")).Dispose(),
        };
        Check(Enumerable.Range(0, Flips),
            index => File.WriteAllBytes(path, new ByteMutator(1).Mutate(good, index, File.ReadAllBytes(new RunFolder(run).Document))), read);
    }

    [Theory]
    [InlineData("\"data_offsets\":[0,", "\"data_offsets\":[],\"x\":[")]
    [InlineData("\"data_offsets\":[0,", "\"data_offsets\":[-8,")]
    [InlineData("\"shape\":[", "\"shape\":[-1,")]
    [InlineData("\"shape\":[", "\"shape\":null,\"x\":[")]
    [InlineData("\"dtype\":\"F32\"", "\"dtype\":32")]
    [InlineData("\"__metadata__\":{", "\"__metadata__\":{\"a\":null,")]
    [InlineData("\"__metadata__\":", "\"metadata\":")]
    public void A_changed_header_is_refused_by_the_name_of_its_file(string before, string after)
    {
        var path = Path.Combine(run, ModelFolder.Weights);
        var good = File.ReadAllBytes(path);
        var length = (int)BitConverter.ToInt64(good);
        var header = Encoding.UTF8.GetString(good, 8, length);
        var place = header.IndexOf(before, StringComparison.Ordinal);
        var changed = Encoding.UTF8.GetBytes(header[..place] + after + header[(place + before.Length)..]);
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)changed.Length), .. changed, .. good[(8 + length)..]]);
        var refusal = Assert.Throws<HourglassException>(LoadModel).Message;
        Assert.Contains($"'{path}' is damaged", refusal, StringComparison.Ordinal);
        Assert.Equal(2, refusal.Split("restore it from a copy").Length);
    }

    [Fact]
    public void A_resumed_model_larger_than_its_checkpoint_is_refused_before_it_is_built()
    {
        var document = EditedDocument.Unseal(Path.Combine(run, ModelFolder.Blueprint));
        foreach (var part in new[] { "encoder", "decoder" }) document[part]!["hidden"]![0] = 10_000_000;
        File.WriteAllText(Path.Combine(run, ModelFolder.Blueprint), document.ToJsonString());
        var peak = ProcessMemory.Peak();
        var refusal = Assert.Throws<HourglassException>(() => Run.Resume(run, epochs: 3, cancellation: TestContext.Current.CancellationToken)).Message;
        Assert.Contains("blueprint.json' is damaged (it describes a part of [10000000, 6] numbers, more than its weights file contains)", refusal,
            StringComparison.Ordinal);
        Assert.InRange(ProcessMemory.Peak() - peak, 0, MostGrowth);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Weights_that_are_not_finite_are_refused_by_the_name_of_their_tensor(float value)
    {
        using var model = Autoencoder.Load(run);
        var tensors = ModuleTensors.Of(model.Modules);
        tensors[1].Values()[0] = value;
        ModelFolder.SaveWeights(run, model);
        Assert.Contains($"weights.safetensors' has a number in the tensor '{tensors[1].Name}' that is not finite",
            Assert.Throws<HourglassException>(LoadModel).Message, StringComparison.Ordinal);

        var path = new RunFolder(run).Checkpoint;
        using var file = SafetensorsFile.Open(path);
        var weights = tensors.Select(tensor => tensor with { Name = "model." + tensor.Name }).ToArray();
        var state = file.Metadata["state"];
        var others = StoredTensors.In(path).Where(tensor => !tensor.Name.StartsWith("model.", StringComparison.Ordinal));
        SafetensorsFile.Write(path, [.. weights, .. others], new Dictionary<string, string>(StringComparer.Ordinal) { ["state"] = state });
        Assert.Contains($"checkpoint.safetensors' has a number in the tensor 'model.{tensors[1].Name}' that is not finite",
            Assert.Throws<HourglassException>(() => Run.Resume(run, epochs: 3, cancellation: TestContext.Current.CancellationToken)).Message,
            StringComparison.Ordinal);
    }

    private void LoadModel() => Autoencoder.Load(run).Dispose();

    private void Check<T>(IEnumerable<T> changes, Action<T> write, Action read, string? named = null)
    {
        var (refused, peak) = (0, ProcessMemory.Peak());
        foreach (var change in changes)
        {
            write(change);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read();
            }
            catch (Exception e) when (e is HourglassException or UsageException)
            {
                refused++;
                Assert.Contains(named ?? run, e.Message.Replace("samplers/mixture:", run, StringComparison.Ordinal), StringComparison.Ordinal);
            }
            catch (Exception e)
            {
                Assert.Fail($"{change}: {e}");
            }

            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostManaged, $"{change}: {GC.GetAllocatedBytesForCurrentThread() - before:N0} bytes");
            Assert.True(ProcessMemory.Peak() - peak < MostGrowth, $"{change}: memory grew by {ProcessMemory.Peak() - peak:N0} bytes");
        }

        Assert.True(refused > 20);
    }
}
