using Hourglass.Data;
using Hourglass.Files;
using Hourglass.Losses;
using Hourglass.Persistence;
using Hourglass.Preparation;
using Hourglass.Tests.Evaluation;

namespace Hourglass.Tests.Persistence;

/// <summary>The three files of a model: what stands in them, and what is said of one that is missing or does not fit the others.</summary>
public sealed class ModelFolderTests : IDisposable
{
    private static readonly DataShape Shape = new(1, 4, 6);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_preparation_comes_back_bit_for_bit_with_the_values_of_training()
    {
        var numbers = new FloatExamples([.. Batches.Numbers(40 * 5, 4).Select((value, i) => (value * 30) - (i % 5))], DataShape.Row(5));
        var bytes = new ByteExamples([.. Batches.Numbers(40 * Shape.Size, 5).Select(value => (byte)(20 + (value * 200)))], Shape);
        foreach (var (kind, examples) in new (ScalingKind, Examples)[]
        {
            (ScalingKind.Standard, numbers), (ScalingKind.MinMax, numbers), (ScalingKind.None, numbers), (ScalingKind.MinMax, bytes), (ScalingKind.None, bytes),
        })
        {
            var pictures = new PictureOptions { Fit = PictureFit.Resize, Groups = PictureGrouping.Classes, MostPixels = 12345 };
            var fitted = DataPreparation.Fit(kind, examples, pictures);
            ModelFolder.SaveDescription(folder.Root, Recipes.Ae(Networks.Dense(examples.Shape, [4], 2), new Gaussian()), fitted);
            var read = ModelFolder.ReadPreparation(folder.Root);
            Assert.Equal(kind, read.Scaling.Kind);
            Assert.Equal(fitted.Scaling.Offset, read.Scaling.Offset);
            Assert.Equal(fitted.Scaling.Scale, read.Scaling.Scale);
            Assert.Equal(fitted.Pictures, read.Pictures);
            Assert.Equal(new SourceValues(examples.Kind, examples.Values.Least, examples.Values.Most), read.Source);
            Assert.Equal(fitted.Apply(examples).ToArray(), read.Apply(examples).ToArray());
        }
    }

    [Fact]
    public void The_weights_name_their_model_and_are_the_weights()
    {
        using var model = Vae(2).Build(3);
        ModelFolder.SaveWeights(folder.Root, model);
        using var file = SafetensorsFile.Open(folder["weights.safetensors"]);
        Assert.Equal("vae", file.Metadata["model"]);
        Assert.Equal(model.Modules.state_dict().Values.Sum(tensor => tensor.numel()), file.Numbers);
    }

    [Fact]
    public void A_folder_with_any_file_of_a_model_is_told_from_one_without()
    {
        Assert.Null(ModelFolder.Any(folder.Root));
        folder.Write("notes.txt", [1]);
        Assert.Null(ModelFolder.Any(folder.Root));
        foreach (var name in new[] { "weights.safetensors", "preprocessing.json", "blueprint.json" })
        {
            folder.Write(name, [1]);
            Assert.Equal(name, ModelFolder.Any(folder.Root));
        }
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_refused_by_name_and_one_that_does_is_not()
    {
        ModelFolder.Require(folder.Root);
        Assert.Contains($"no folder '{folder["none"]}'", Assert.Throws<HourglassException>(() => ModelFolder.Require(folder["none"])).Message,
            StringComparison.Ordinal);
        Assert.Contains($"no folder '{folder["none"]}'", Assert.Throws<HourglassException>(() => ModelFolder.Load(folder["none"])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_blueprint_that_cannot_be_built_is_refused_by_the_name_of_its_file()
    {
        Save(Vae(2));
        EditedDocument.Replace(folder["blueprint.json"], "\"latent\": 2", "\"latent\": 0");
        var refusal = Assert.Throws<HourglassException>(() => ModelFolder.ReadBlueprint(folder.Root)).Message;
        Assert.StartsWith($"The file '{folder["blueprint.json"]}' was edited or is damaged: it describes a model that cannot be built: ", refusal,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30_000_000)]
    [InlineData(2_000_000_000)]
    public void A_blueprint_that_needs_more_numbers_than_the_weights_have_is_refused_before_they_are_allocated(int latent)
    {
        Save(Vae(2));
        EditedDocument.Replace(folder["blueprint.json"], "\"latent\": 2", $"\"latent\": {latent}");
        var refusal = Assert.Throws<HourglassException>(() => ModelFolder.Load(folder.Root)).Message;
        Assert.Contains(folder["blueprint.json"], refusal, StringComparison.Ordinal);
        Assert.Equal(2, refusal.Split(folder["blueprint.json"]).Length);
    }

    [Fact]
    public void The_weights_of_another_model_are_refused_by_the_name_of_their_file()
    {
        Save(Vae(3));
        using var smaller = Vae(2).Build(1);
        ModelFolder.SaveDescription(folder.Root, smaller.Blueprint, DataPreparation.None);
        var refusal = Assert.Throws<HourglassException>(() => ModelFolder.Load(folder.Root)).Message;
        Assert.Contains($"'{folder["weights.safetensors"]}'", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_are_not_finite_are_refused_by_the_name_of_their_file()
    {
        using var model = Vae(2).Build(1);
        ModelFolder.SaveDescription(folder.Root, model.Blueprint, DataPreparation.None);
        using (TorchSharp.torch.no_grad()) model.Modules.get_parameter("decoder.dense1.bias")![0] = float.NaN;
        ModelFolder.SaveWeights(folder.Root, model);
        var refusal = Assert.Throws<HourglassException>(() => ModelFolder.Load(folder.Root)).Message;
        Assert.Contains($"'{folder["weights.safetensors"]}'", refusal, StringComparison.Ordinal);
        Assert.Contains("decoder.dense1.bias", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void The_card_of_a_model_says_what_goes_in_and_what_comes_out()
    {
        using (var pictures = Vae(2).Build(1)) pictures.Save(folder["pictures"]);
        var card = File.ReadAllText(folder["pictures", "README.md"]);
        foreach (var line in new[] { "# vae", "| takes | 1x4x6 images (channels x height x width), values in [0, 1], scaling none |", "| code | 2 dimensions |",
            "| decoder's distribution | Bernoulli |", "| objective | reconstruction_nats, kl_nats |", "| parameters | 476 |" })
            Assert.Contains(line + "\n", card, StringComparison.Ordinal);
        Assert.Contains("Kingma", card, StringComparison.Ordinal);
        Assert.DoesNotContain("composed from parts", card, StringComparison.Ordinal);

        var rows = Recipes.Ae(Networks.Dense(DataShape.Row(3), [400], 2), new Gaussian()) with { Model = "of my own" };
        using (var model = rows.Build(1))
        {
            model.Preparation = DataPreparation.Fit(ScalingKind.Standard, new FloatExamples([1, 2, 3, 4, 5, 6], DataShape.Row(3)));
            model.Save(folder["rows"]);
        }

        card = File.ReadAllText(folder["rows", "README.md"]);
        foreach (var line in new[] { "# of my own", "A model composed from parts in code.", "| takes | 3 numbers a row, scaling " +
            "standard |", "| parameters | 4,805 |",
            "| source | - |" })
            Assert.Contains(line + "\n", card, StringComparison.Ordinal);
    }

    private static Blueprint Vae(int latent) => Recipes.Vae(Networks.Dense(Shape, [8], latent));

    private void Save(Blueprint blueprint)
    {
        using var model = blueprint.Build(1);
        ModelFolder.SaveDescription(folder.Root, model.Blueprint, DataPreparation.None);
        ModelFolder.SaveWeights(folder.Root, model);
    }
}
