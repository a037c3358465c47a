using Hourglass.Data;
using Hourglass.Samplers;

namespace Hourglass.Tests.Samplers;

/// <summary>Small models of the kind that each sampler is for, and settings that make its fit a moment.</summary>
internal static class SamplerCases
{
    private static readonly DataShape Shape = new(1, 6, 6);

    /// <summary>The model that a sampler is shown on, and settings for it.</summary>
    public static (string Model, string Settings) Of(string sampler) => sampler switch
    {
        "sphere" => ("sphere-vae", "latent=3 hidden=[8]"),
        "poincare" => ("poincare-vae", "latent=3 hidden=[8]"),
        "pixelcnn" => ("vq-vae", "network=conv channels=[4] head=spatial codes=8"),
        "prior" or "vamp" or "manifold" => ("vae", "latent=3 hidden=[8]"),
        _ => ("ae", "latent=3 hidden=[8]"),
    };

    /// <summary>Settings that make its fit a moment.</summary>
    public static string Settings(string sampler) => sampler switch
    {
        "mixture" => "most_components=3",
        "maf" or "iaf" => "maps=2 hidden=[8] epochs=1",
        "two-stage" => "hidden=[8] epochs=1",
        "diffusion" => "width=8 blocks=1 steps=5 epochs=1",
        "vamp" => "components=10",
        "manifold" => "anchors=10 moves=3",
        "pixelcnn" => "channels=4 layers=2 kernel=3 epochs=1",
        _ => "",
    };

    public static Sampler Small(string sampler) => SamplerCatalog.Find(sampler).Read(Parsed(Settings(sampler)));

    public static Autoencoder Model(string sampler, ulong seed = 1)
    {
        var (model, settings) = Of(sampler);
        return Blueprint(model, settings).Build(seed);
    }

    public static Blueprint Blueprint(string model, string settings = "")
    {
        var recipe = Catalog.Find(model);
        return recipe.ToBlueprint(recipe.Read(Parsed(settings)), new DataTraits(Shape, InUnitInterval: true, Classes: 3));
    }

    public static Examples Examples(DataShape shape, int count = 60)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        return new FloatExamples(Drawn.Uniform([count, shape.Size]).data<float>().ToArray(), shape);
    }

    private static Dictionary<string, string> Parsed(string settings) => settings.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(setting => setting.Split('=')).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
}
