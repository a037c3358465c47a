using Hourglass.Data;
using Hourglass.Runs;
using Hourglass.Samplers;
using Hourglass.Tests.Samplers;

namespace Hourglass.Tests.Cli;

/// <summary>Samplers from the command line: fitted once, saved with the run, used again.</summary>
public sealed class SamplerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SamplerTests() => Samples.Pictures(folder);

    public static TheoryData<string> Names => SamplerContracts.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_sampler_generates_from_a_trained_model(string name)
    {
        var (model, settings) = SamplerCases.Of(name);
        Samples.Train(folder, "pictures", model, $"{settings} epochs=1", "run");
        var set = SamplerCases.Settings(name) is { Length: > 0 } given ? $" --set {given}" : "";
        var result = (await CommandLine.Succeed(folder, $"generate run --sampler {name}{set} --count 6 --seed 3 --json --threads 1 --out new.npy")).Result;
        Assert.Equal(name, result["sampler"]!.GetValue<string>());
        Assert.Equal([6, 1, 8, 8], NpyFile.Read(folder["new.npy"]).Dimensions);
        Assert.All(NpyFile.Read(folder["new.npy"]).ToFloats(), value => Assert.InRange(value, 0, 1));
        var isSaved = name is not ("prior" or "standard-normal" or "sphere");
        Assert.Equal(isSaved, result["fitted_now"]!.GetValue<bool>());
        Assert.Equal(isSaved, File.Exists(folder["run", "samplers", name, "sampler.safetensors"]));
    }

    [Fact]
    public async Task A_sampler_is_fitted_once_and_again_when_it_is_asked_for_otherwise()
    {
        const string Generate = "generate run --sampler mixture --count 5 --seed 2 --threads 1";
        Samples.Train(folder, "pictures", "ae", "latent=2 hidden=[8] epochs=1", "run");
        var first = await CommandLine.Succeed(folder, $"{Generate} --set components=2 --out a.npy");
        Assert.Contains("Fitting the sampler 'mixture'. It has not been fitted to this model yet.", first.Out, StringComparison.Ordinal);

        // Without the data: what is saved will do, whether its settings are given again or not.
        Directory.Move(folder["pictures"], folder["moved"]);
        var second = (await CommandLine.Succeed(folder, $"{Generate} --json --out b.npy")).Result;
        Assert.False(second["fitted_now"]!.GetValue<bool>());
        Assert.Equal(2, second["sampler_options"]!["components"]!.GetValue<int>());
        Assert.DoesNotContain("Fitting", (await CommandLine.Succeed(folder, $"{Generate} --set components=2 --out c.npy")).Out, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(folder["a.npy"]), File.ReadAllBytes(folder["b.npy"]));
        Assert.Equal(File.ReadAllBytes(folder["a.npy"]), File.ReadAllBytes(folder["c.npy"]));

        var refusal = await CommandLine.Fail(folder, $"{Generate} --set components=3 --out d.npy");
        Assert.Contains("needs the training data; give --data: The data of the run, ", refusal, StringComparison.Ordinal);
        var again = await CommandLine.Succeed(folder, $"{Generate} --set components=3 --data moved --out d.npy");
        Assert.Contains("The settings differ from those of the saved one.", again.Out, StringComparison.Ordinal);
        Assert.NotEqual(File.ReadAllBytes(folder["a.npy"]), File.ReadAllBytes(folder["d.npy"]));

        // Other data in the place of those of the run are not taken for them; after more training the sampler is fitted anew.
        Directory.Move(folder["moved"], folder["pictures"]);
        Run.Resume(folder["run"], epochs: 2, cancellation: TestContext.Current.CancellationToken);
        Assert.Contains("weights have changed", (await CommandLine.Succeed(folder, $"{Generate} --out e.npy")).Out, StringComparison.Ordinal);
        File.Delete(Directory.EnumerateFiles(folder["pictures"], "*.png", SearchOption.AllDirectories).First());
        Assert.Contains("is no longer what the run was trained on", await CommandLine.Fail(folder, $"{Generate} --set components=1 --out f.npy"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sampler_of_a_run_is_fitted_to_its_own_data_whatever_it_is_judged_on()
    {
        Samples.Train(folder, "pictures", "ae", "latent=2 hidden=[8] epochs=1", "run");
        Samples.Pictures(folder, "others", shade: 77);
        Assert.Contains("The data 'others' are not the training data of the run in 'run'",
            await CommandLine.Fail(folder, "generate run --sampler mixture --data others --out new.npy"), StringComparison.Ordinal);

        var judged = (await CommandLine.Succeed(folder,
            "evaluate run --data others --split train --sampler mixture --set generated=10 --threads 1 --json")).Result;
        Assert.NotNull(judged["protocol"]!["sampler_options"]!["components"]);
        var saved = File.ReadAllBytes(folder["run", "samplers", "mixture", "sampler.safetensors"]);
        Directory.Delete(folder["run", "samplers"], recursive: true);
        await CommandLine.Succeed(folder, "generate run --sampler mixture --threads 1 --out new.npy");
        Assert.Equal(saved, File.ReadAllBytes(folder["run", "samplers", "mixture", "sampler.safetensors"]));
    }

    [Fact]
    public async Task A_sampler_is_cited()
    {
        Assert.Contains("@", (await CommandLine.Succeed(folder, "models mixture --cite --json")).Result["bibtex"]!.GetValue<string>(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--sampler pixelcnn", "The sampler 'pixelcnn' draws symbols, but the codes of the model 'vae' are not symbols")]
    [InlineData("--sampler poincare", "the codes of the model 'vae' do not lie there")]
    public async Task A_sampler_that_does_not_understand_the_codes_is_refused(string sampler, string expected)
    {
        Samples.Train(folder, "pictures", "vae", "latent=2 hidden=[8] epochs=1", "run");
        Assert.Contains(expected, await CommandLine.Fail(folder, $"generate run {sampler} --out new.npy", status: 2), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["run", "samplers"]));
    }

    [Fact]
    public async Task Models_lists_and_explains_samplers()
    {
        var listed = await CommandLine.Succeed(folder, "models --json");
        Assert.Equal(SamplerCatalog.All.Select(kind => kind.Name),
            listed.Result["samplers"]!.AsArray().Select(sampler => sampler!["sampler"]!.GetValue<string>()));
        var explained = (await CommandLine.Succeed(folder, "models mixture --json")).Result;
        Assert.Contains(explained["parameters"]!.AsArray(), parameter => parameter!["name"]!.GetValue<string>() == "components");
        var fitting = (await CommandLine.Succeed(folder, "models vq-vae --json")).Result["samplers"]!.AsArray().Select(name => name!.GetValue<string>());
        Assert.Equal(["prior", "pixelcnn"], fitting);
    }

    public void Dispose() => folder.Dispose();
}
