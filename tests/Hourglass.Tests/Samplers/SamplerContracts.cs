using System.Text.Json;
using Hourglass.Companions;
using Hourglass.Files;
using Hourglass.Samplers;
using TorchSharp;
using static TorchSharp.torch;

namespace Hourglass.Tests.Samplers;

/// <summary>What holds of every sampler.</summary>
public sealed class SamplerContracts
{
    public static readonly string[] StableNames = ["prior", "standard-normal", "mixture", "maf", "iaf", "two-stage", "vamp", "sphere", "poincare", "manifold",
        "pixelcnn", "diffusion"];

    public static TheoryData<string> Names => [.. SamplerCatalog.All.Select(kind => kind.Name)];

    [Fact]
    public void Names_are_stable()
    {
        Assert.Equal(StableNames.Order(StringComparer.Ordinal), SamplerCatalog.All.Select(kind => kind.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["prior", "standard-normal"], SamplerCatalog.All.Take(2).Select(kind => kind.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sampler_tells_what_it_is(string name)
    {
        var kind = SamplerCatalog.Find(name);
        Assert.All([kind.Summary, kind.Codes], text => Assert.False(string.IsNullOrWhiteSpace(text)));
        Assert.Equal(name is "prior" or "standard-normal", kind.Paper is null);
        Assert.Equal(kind.Parameters.Count, kind.Parameters.Select(parameter => parameter.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(kind.Parameters, parameter =>
        {
            Assert.Matches("^[a-z][a-z_]*$", parameter.Name);
            Assert.False(string.IsNullOrWhiteSpace(parameter.Meaning));
            parameter.Check(parameter.DefaultText);
            Assert.Contains(parameter.Name, Assert.Throws<UsageException>(() => parameter.Check("no such value!")).Message, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sampler_is_the_same_value_after_json(string name)
    {
        var sampler = SamplerCatalog.Find(name).Default;
        var json = JsonSerializer.Serialize(sampler, Json.Options);
        Assert.Contains($"\"type\": \"{name}\"", json, StringComparison.Ordinal);
        Assert.Equal(sampler, JsonSerializer.Deserialize<Sampler>(json, Json.Options));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_saved_sampler_draws_the_same_bits(string name)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var model = SamplerCases.Model(name);
        var examples = SamplerCases.Examples(model.Shape);
        using var fitted = model.Fitted(SamplerCases.Small(name), examples);
        fitted.Save(folder["saved"]);
        using var loaded = FittedSampler.Load(folder["saved"], model);
        Assert.Equal(fitted.Sampler, loaded.Sampler);
        Assert.Equal(fitted.Draw(7, seed: 3), loaded.Draw(7, seed: 3));
        Assert.NotEqual(fitted.Draw(7, seed: 3), loaded.Draw(7, seed: 4));
        using var again = model.Fitted(SamplerCases.Small(name), examples);
        Assert.Equal(fitted.Draw(7, seed: 3), again.Draw(7, seed: 3));
        var rows = model.Generate(7, seed: 3, sampler: loaded);
        Assert.Equal(model.Decode(fitted.Draw(7, seed: 3)), rows);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Draws_of_many_hold_no_more_tensors_than_draws_of_few(string name)
    {
        using var scope = NewDisposeScope();
        using var model = SamplerCases.Model(name);
        using var fitted = model.Fitted(SamplerCases.Small(name), SamplerCases.Examples(model.Shape));
        var (few, many) = (Held(fitted, model, 20), Held(fitted, model, 1_200));
        Assert.Equal(few, many);
        Assert.InRange(many, 1, 24);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_a_sampler_does_not_understand_is_refused_in_a_sentence(string name)
    {
        using var scope = NewDisposeScope();
        var refused = 0;
        foreach (var recipe in new[] { "ae", "vae", "cvae", "hvae", "rhvae", "sphere-vae", "poincare-vae", "gumbel-vae", "vq-vae" })
        {
            var blueprint = SamplerCases.Blueprint(recipe);
            var kind = SamplerCatalog.Find(name);
            var violations = kind.Default.Violations(blueprint).ToArray();
            Assert.Equal(violations.Length == 0, SamplerCatalog.Fitting(blueprint).Contains(kind));
            if (violations.Length == 0) continue;
            refused++;
            using var model = blueprint.Build();
            var message = Assert.Throws<UsageException>(() => model.Fitted(kind.Default)).Message;
            Assert.Contains($"'{name}'", message, StringComparison.Ordinal);
            Assert.Contains($"'{recipe}'", message, StringComparison.Ordinal);
            Assert.EndsWith(".", message, StringComparison.Ordinal);
        }

        Assert.Equal(name == "prior", refused == 0);
    }

    [Fact]
    public void The_prior_draws_what_generating_without_a_sampler_does()
    {
        using var scope = NewDisposeScope();
        using var model = SamplerCases.Model("prior");
        using var fitted = model.Fitted(new PriorSampler());
        Assert.Equal(model.SamplePrior(5, seed: 9), fitted.Draw(5, seed: 9));
        Assert.Equal(model.Generate(5, seed: 9), model.Generate(5, seed: 9, sampler: fitted));
        Assert.Contains("The count is 0", Assert.Throws<UsageException>(() => fitted.Draw(0)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vae")]
    [InlineData("wae")]
    [InlineData("aae")]
    public void The_standard_normal_is_the_prior_where_a_model_has_it(string recipe)
    {
        using var scope = NewDisposeScope();
        using var model = SamplerCases.Blueprint(recipe, "latent=3 hidden=[8]").Build();
        using var fitted = model.Fitted(new StandardNormalSampler());
        Assert.Equal(model.SamplePrior(700, seed: 9), fitted.Draw(700, seed: 9));
    }

    [Theory]
    [InlineData("sphere-vae")]
    [InlineData("poincare-vae")]
    public void The_standard_normal_of_a_curved_space_is_refused(string recipe)
    {
        var violation = Assert.Single(new StandardNormalSampler().Violations(SamplerCases.Blueprint(recipe)));
        Assert.EndsWith("is curved; use the sampler prior.", violation.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prior")]
    [InlineData("standard-normal")]
    [InlineData("mixture")]
    [InlineData("maf")]
    [InlineData("two-stage")]
    [InlineData("diffusion")]
    [InlineData("sphere")]
    public void Draws_are_codes_that_an_example_can_have(string name)
    {
        using var scope = NewDisposeScope();
        using var sparse = SamplerCases.Blueprint("k-sparse-ae", "latent=6 hidden=[8] k=2 alpha=1.5").Build();
        using var positive = SamplerCases.Blueprint("contractive-ae", "latent=6 hidden=[]").Build();
        Assert.Equal(new Hourglass.Codes.PointSpec(Activation.Softplus), positive.Blueprint.CodeKind);
        foreach (var model in new[] { sparse, positive })
        {
            using var fitted = model.Fitted(SamplerCases.Small(name), SamplerCases.Examples(model.Shape));
            var drawn = tensor(fitted.Draw(50, seed: 2));
            Assert.True(drawn.std(0, unbiased: false).max().item<float>() > 0);
            if (model == sparse) Assert.True(drawn.ne(0).sum(1).max().item<long>() <= 3);
            else Assert.True(drawn.min().item<float>() >= 0);
        }
    }

    [Theory]
    [InlineData("maf", "use the sampler mixture or two-stage.")]
    [InlineData("iaf", "use the sampler mixture or two-stage.")]
    [InlineData("sphere", "use the sampler mixture.")]
    public void One_latent_dimension_is_refused_where_draws_would_be_worth_nothing(string name, string advice)
    {
        var violation = Assert.Single(SamplerCatalog.Find(name).Default.Violations(SamplerCases.Blueprint("ae", "latent=1 hidden=[8]")));
        Assert.Contains($"'{name}'", violation.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(advice, violation.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_binarised_in_training_is_binarised_for_the_fit()
    {
        using var scope = NewDisposeScope();
        using var model = (SamplerCases.Blueprint("vae", "latent=3 hidden=[8]") with { Binarization = Hourglass.Numerics.Binarization.Dynamic }).Build();
        var examples = SamplerCases.Examples(model.Shape);
        using var fitted = model.Fitted(new VampSampler(Components: 60), examples);
        var inputs = fitted.Module.get_buffer("inputs")!;
        Assert.True((inputs.eq(0) | inputs.eq(1)).all().item<bool>());
        Assert.Equal(0.5, inputs.mean().item<float>(), 0.05);
        using var other = model.Fitted(new VampSampler(Components: 60), examples, seed: 2);
        Assert.False(other.Module.get_buffer("inputs")!.mean([0L]).allclose(inputs.mean([0L])));
    }

    [Fact]
    public void Another_model_changed_weights_and_torn_files_are_found_out()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var model = SamplerCases.Model("mixture");
        using var other = SamplerCases.Model("mixture", seed: 2);
        var examples = SamplerCases.Examples(model.Shape);
        using var fitted = model.Fitted(new MixtureSampler(Components: 2), examples);
        Assert.Contains("another model", Assert.Throws<UsageException>(() => other.Generate(2, sampler: fitted)).Message, StringComparison.Ordinal);
        Assert.Contains("is fitted to training examples", Assert.Throws<UsageException>(() => model.Fitted(new MixtureSampler())).Message,
            StringComparison.Ordinal);

        fitted.Save(folder["a"]);
        Assert.Equal(["sampler.safetensors"], Directory.GetFileSystemEntries(folder["a"]).Select(Path.GetFileName));
        Assert.Contains("other weights", Assert.Throws<HourglassException>(() => FittedSampler.Load(folder["a"], other)).Message, StringComparison.Ordinal);
        fitted.Module.get_buffer("means")!.fill_(float.NaN);
        fitted.Save(folder["a"]);
        Assert.Contains("has a non-finite number ('means')", Assert.Throws<HourglassException>(() => FittedSampler.Load(folder["a"], model)).Message,
            StringComparison.Ordinal);
        File.WriteAllText(folder["a", "sampler.safetensors"], "{");
        Assert.Contains("sampler.safetensors' is damaged", Assert.Throws<HourglassException>(() => FittedSampler.Load(folder["a"], model)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_fit_in_two_files_is_still_read_and_becomes_one_when_it_is_saved_again()
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var model = SamplerCases.Model("mixture");
        var examples = SamplerCases.Examples(model.Shape);
        using var fitted = model.Fitted(new MixtureSampler(Components: 2), examples);
        using var second = model.Fitted(new MixtureSampler(Components: 2), examples, seed: 7);
        SaveAsTwo(fitted, folder["a"], folder["one"]);
        SaveAsTwo(second, folder["b"], folder["two"]);
        using (var loaded = FittedSampler.Load(folder["a"], model)) Assert.Equal(fitted.Draw(3), loaded.Draw(3));

        File.Copy(folder["b", "weights.safetensors"], folder["a", "weights.safetensors"], overwrite: true);
        Assert.Contains("two different fits", Assert.Throws<HourglassException>(() => FittedSampler.Load(folder["a"], model)).Message,
            StringComparison.Ordinal);
        File.WriteAllText(folder["a", "sampler.json"], "{");
        Assert.Contains("sampler.json' is damaged", Assert.Throws<HourglassException>(() => FittedSampler.Load(folder["a"], model)).Message,
            StringComparison.Ordinal);

        fitted.Save(folder["a"]);
        Assert.Equal(["sampler.safetensors"], Directory.GetFileSystemEntries(folder["a"]).Select(Path.GetFileName));
        using var again = FittedSampler.Load(folder["a"], model);
        Assert.Equal(fitted.Draw(3), again.Draw(3));
    }

    [Theory]
    [InlineData("\"components\":2", "\"components\":1000000", "more than its weights file contains")]
    [InlineData("\"components\":2", "\"components\":null", "($.asked: components is null)")]
    [InlineData("\"seed\":1", "\"seed\":-1", "$.seed: it is -1")]
    [InlineData("\"format\":1", "\"format\":2", "newer Hourglass")]
    public void A_changed_description_of_a_sampler_is_refused(string before, string after, string expected)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var model = SamplerCases.Model("vamp");
        using var fitted = model.Fitted(new VampSampler(Components: 2), SamplerCases.Examples(model.Shape));
        fitted.Save(folder["a"]);
        var text = Description(folder["a"]);
        Assert.Contains(before, text, StringComparison.Ordinal);
        SafetensorsFile.Write(
            folder["a", "sampler.safetensors"],
            ModuleTensors.Of(fitted.Module),
            new Dictionary<string, string>(StringComparer.Ordinal) { ["sampler"] = text.Replace(before, after, StringComparison.Ordinal) });
        var message = Assert.Throws<HourglassException>(() => FittedSampler.Load(folder["a"], model)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains(folder["a"], message, StringComparison.Ordinal);
    }

    /// <summary>What is saved of a fit beside its weights, as JSON.</summary>
    private static string Description(string folder)
    {
        using var file = SafetensorsFile.Open(Path.Combine(folder, "sampler.safetensors"));
        return file.Metadata["sampler"];
    }

    /// <summary>Saves a fit as the first versions did.</summary>
    private static void SaveAsTwo(FittedSampler fitted, string folder, string scratch)
    {
        fitted.Save(scratch);
        var text = Description(scratch);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "sampler.json"), text);
        SafetensorsFile.Write(Path.Combine(folder, "weights.safetensors"), ModuleTensors.Of(fitted.Module),
            new Dictionary<string, string>(StringComparer.Ordinal) { ["sampler"] = text });
    }

    /// <summary>How many tensors a draw leaves to the caller's dispose scope, and so had in memory at once beside those of a block.</summary>
    private static int Held(FittedSampler fitted, Autoencoder model, int count)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var random = new Generator(4);
        Assert.Equal([count, model.Latent], fitted.Module.Draw(count, random, model, default).shape);
        return scope.DisposablesCount;
    }

    [Fact]
    public void A_cancelled_fit_throws_and_leaves_nothing()
    {
        using var scope = NewDisposeScope();
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        foreach (var name in new[] { "mixture", "maf", "two-stage", "pixelcnn", "manifold", "diffusion" })
        {
            using var model = SamplerCases.Model(name);
            var examples = SamplerCases.Examples(model.Shape);
            var thrown = Assert.ThrowsAny<OperationCanceledException>(() =>
                model.FitSampler(SamplerCases.Small(name), examples, cancellation: stopped.Token));
            Assert.Equal(stopped.Token, thrown.CancellationToken);
        }
    }

    [Theory]
    [InlineData("mixture")]
    [InlineData("maf")]
    [InlineData("two-stage")]
    [InlineData("diffusion")]
    [InlineData("pixelcnn")]
    public void A_fit_is_cancelled_by_the_receiver_of_its_events(string name)
    {
        using var scope = NewDisposeScope();
        using var model = SamplerCases.Model(name);
        var examples = SamplerCases.Examples(model.Shape);
        List<FitEvent> all = [];
        var left = Left(() => model.FitSampler(SamplerCases.Small(name), examples, 1, all.Add, TestContext.Current.CancellationToken).Dispose());
        Assert.Contains(new ExamplesEncoded(examples.Count, examples.Count), all);
        for (var stopAt = 1; stopAt <= all.Count; stopAt++)
        {
            using var stop = new CancellationTokenSource();
            var (seen, at) = (0, stopAt);
            void Watch(FitEvent happened)
            {
                if (++seen == at) stop.Cancel();
            }

            // After its last event, a fit may end before it looks again.
            if (stopAt == all.Count && name != "mixture") break;
            var now = Left(() => Assert.ThrowsAny<OperationCanceledException>(() =>
                model.FitSampler(SamplerCases.Small(name), examples, 1, Watch, stop.Token)));
            Assert.InRange(now, 0, left);
        }

        // What building a network leaves to the caller's scope, whether the fit ends or is cancelled.
        static long Left(Action fit)
        {
            var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            fit();
            return DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
        }
    }

    [Theory]
    [InlineData("maf")]
    [InlineData("two-stage")]
    [InlineData("diffusion")]
    [InlineData("pixelcnn")]
    [InlineData("vamp")]
    [InlineData("manifold")]
    public void Drawing_is_cancelled_by_the_receiver_of_its_progress(string name)
    {
        const int Count = 1200;
        using var scope = NewDisposeScope();
        using var model = SamplerCases.Model(name);
        using var sampler = model.FitSampler(SamplerCases.Small(name), SamplerCases.Examples(model.Shape),
            cancellation: TestContext.Current.CancellationToken);
        var whole = sampler.Draw(Count, cancellation: TestContext.Current.CancellationToken);
        using var stop = new CancellationTokenSource();
        List<RowsDone> progress = [];
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Assert.ThrowsAny<OperationCanceledException>(() => model.GenerateTo(Count, (_, _) => Assert.Fail("Nothing was to be decoded."), sampler: sampler,
            report: done =>
            {
                progress.Add(done);
                stop.Cancel();
            },
            cancellation: stop.Token));
        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.Equal(("drawing latent vectors", Count), (Assert.Single(progress).Part, progress[0].Total));
        Assert.InRange(progress[0].Done, 1, Count - 1);
        Assert.Equal(whole, sampler.Draw(Count, cancellation: TestContext.Current.CancellationToken));
    }
}
