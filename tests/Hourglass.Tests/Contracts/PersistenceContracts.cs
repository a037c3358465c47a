using System.Text.Json;
using System.Text.Json.Nodes;
using Hourglass.Corruptions;
using Hourglass.Data;
using Hourglass.Files;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Persistence;
using Hourglass.Preparation;
using Hourglass.Priors;
using Hourglass.Training;

namespace Hourglass.Tests.Contracts;

/// <summary>Every model goes to files and back without losing a bit.</summary>
public sealed class PersistenceContracts
{
    public static TheoryData<string> All => ContractCase.Names(ContractCase.All);

    [Theory]
    [MemberData(nameof(All))]
    public void A_blueprint_is_the_same_value_after_json(string name)
    {
        var contract = ContractCase.Of(name);
        var blueprint = contract.Blueprint("binarize", "static");
        var back = Back(JsonSerializer.Serialize(BlueprintDocument.Of(blueprint), Json.Options));
        Assert.Equal(blueprint, back);
        Assert.Equal(blueprint.GetHashCode(), back.GetHashCode());
        Assert.Equal(contract.Blueprint("binarize", "static"), blueprint);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Changing_any_part_makes_another_value(string name)
    {
        var blueprint = ContractCase.Of(name).Blueprint();
        Blueprint[] others =
        [
            blueprint with { Model = "other" },
            blueprint with { Networks = blueprint.Networks with { Latent = 2 } },
            blueprint with { Networks = blueprint.Networks with { Shape = new DataShape(1, 2, 2) } },
            blueprint with { Networks = blueprint.Networks with { Encoder = new DenseSpec([3]) } },
            blueprint with { Networks = blueprint.Networks with { Decoder = new ConvSpec([3], []) } },
            blueprint with { Loss = new Gaussian(3) },
            blueprint with { Prior = blueprint.Prior is StandardNormal ? new FittedNormal() : new StandardNormal() },
            blueprint with { Corruption = new Masking(0.125) },
            blueprint with { Binarization = Binarization.Dynamic },
            blueprint with { Phases = [] },
            blueprint with { Phases = [new PrincipalComponents(), new GradientDescent()] },
        ];
        Assert.All(others, other => Assert.NotEqual(blueprint, other));
        Assert.All(others, other => Assert.Equal(other, Back(JsonSerializer.Serialize(BlueprintDocument.Of(other), Json.Options))));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_saved_model_does_the_same_bit_for_bit(string name)
    {
        using var folder = new TemporaryFolder();
        var contract = ContractCase.Of(name);
        var examples = contract.Examples(30);
        using var run = TrainingRun.Finished(contract.Blueprint(), examples, new TrainingOptions { Epochs = 1, BatchSize = 10 });
        var pictures = new PictureOptions { Size = new PictureSize(9, 7), Fit = PictureFit.Resize };
        run.Model.Preparation = DataPreparation.Fit(contract.Unit ? ScalingKind.None : ScalingKind.Standard, examples, pictures);
        ModelFolder.SaveDescription(folder.Root, run.Model.Blueprint, run.Model.Preparation);
        ModelFolder.SaveWeights(folder.Root, run.Model);

        using var loaded = ModelFolder.Load(folder.Root);
        var read = loaded.Preparation.Pictures;
        Assert.Equal(run.Model.Preparation.Pictures, read);
        Assert.Equal(PictureFit.Resize, read.Fit);
        Assert.Equal(run.Model.Blueprint, loaded.Blueprint);
        Assert.Equal(run.Model.Encode(examples), loaded.Encode(examples));
        Assert.Equal(run.Model.Reconstruct(examples), loaded.Reconstruct(examples));
        Assert.Equal(run.Model.Generate(5, seed: 3), loaded.Generate(5, seed: 3));
    }

    [Fact]
    public void A_term_on_a_code_it_does_not_understand_is_refused()
    {
        var document = JsonSerializer.SerializeToNode(BlueprintDocument.Of(new ContractCase("ae", "dense", "6", "gaussian").Blueprint()), Json.Options)!;
        document["objective"]!.AsArray().Add(JsonNode.Parse("""{"type":"kl","weight":{"type":"constant","value":1}}"""));
        var refusal = Assert.Throws<HourglassException>(() => Back(document.ToJsonString()));
        Assert.Contains("Kl", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("PointCode", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_description_from_before_flows_and_players_is_still_read()
    {
        var blueprint = new ContractCase("dae", "dense", "6", "gaussian").Blueprint();
        var document = JsonSerializer.SerializeToNode(BlueprintDocument.Of(blueprint), Json.Options)!.AsObject();
        Assert.Equal("gaussian", document["corruption"]!["type"]!.GetValue<string>());
        foreach (var later in new[] { "condition", "flows", "particles", "critic", "players" }) Assert.True(document.Remove(later));
        document["code"]!.AsObject().Remove("context");
        Assert.Equal(blueprint, Back(document.ToJsonString()));
    }

    [Fact]
    public void A_missing_damaged_or_newer_description_is_named()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(folder["none"], Refusal(folder["none"]), StringComparison.Ordinal);
        Assert.Contains("blueprint.json' is missing", Refusal(folder.Root), StringComparison.Ordinal);

        using var model = new ContractCase("ae", "dense", "6", "gaussian").Blueprint().Build();
        ModelFolder.SaveDescription(folder.Root, model.Blueprint, DataPreparation.None);
        Assert.Contains("weights.safetensors' is missing", Refusal(folder.Root), StringComparison.Ordinal);
        ModelFolder.SaveWeights(folder.Root, model);
        ModelFolder.Load(folder.Root).Dispose();

        var path = folder["blueprint.json"];
        var text = File.ReadAllText(path);
        foreach (var (damage, says) in new[]
        {
            (text.Replace("\"format\": 1", "\"format\": 2", StringComparison.Ordinal), "newer Hourglass"),
            (text.Replace("\"format\": 1", "\"form\": 1", StringComparison.Ordinal), "no format number"),
            (text.Replace("\"reconstruction\"", "\"telepathy\"", StringComparison.Ordinal), "damaged"),
            (text.Replace("\"latent\"", "\"latency\"", StringComparison.Ordinal), "damaged"),
            (text[..(text.Length / 2)], "damaged"),
            ("", "damaged"),
            ("[]", "damaged"),
            ("null", "damaged"),
        })
        {
            Assert.NotEqual(text, damage);
            File.WriteAllText(path, damage);
            var message = Refusal(folder.Root);
            Assert.Contains(path, message, StringComparison.Ordinal);
            Assert.Contains(says, message, StringComparison.Ordinal);
        }
    }

    private static Blueprint Back(string json) => JsonSerializer.Deserialize<BlueprintDocument>(json, Json.Options)!.ToBlueprint();

    private static string Refusal(string folder) => Assert.Throws<HourglassException>(() => ModelFolder.Load(folder)).Message;
}
