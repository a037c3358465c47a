using System.Globalization;

namespace Hourglass.Figures;

/// <summary>
/// What choosing rests on: one row for each model of the catalog, all with the same latent size and budget, and a few models with other sizes and budgets.
/// </summary>
internal static class CatalogRows
{
    public const int Latent = 16;
    public const int Epochs = 10;
    private const int Pixels = 784;
    private const string LatentName = "latent";

    /// <summary>Every model of the catalog.</summary>
    public static IReadOnlyList<Row> Models { get; } = [.. Catalog.All.Select(recipe => Of(recipe, recipe.Id, Latent, Epochs))];

    /// <summary>A linear, a deterministic and a probabilistic model with few and many latent dimensions.</summary>
    public static IReadOnlyList<Row> Sizes { get; } =
    [
        .. from model in new[] { "pca", "ae", "vae" }
           from latent in new[] { 2, 4, 8, Latent, 32, 64, 128 }
           select latent == Latent ? Model(model) : Of(Catalog.Find(model), $"{model}-latent-{latent}", latent, Epochs),
    ];

    /// <summary>Models that limit the code by a penalty and not by its size.</summary>
    public static IReadOnlyList<Row> Wide { get; } =
    [
        .. from model in new[] { "ae", "sparse-ae", "kl-sparse-ae", "k-sparse-ae", "contractive-ae", "dae" }
           from latent in new[] { 64, 256 }
           select Sizes.FirstOrDefault(row => row.Model == model && LatentOf(row) == latent)
               ?? Of(Catalog.Find(model), $"{model}-latent-{latent}", latent, Epochs),
    ];

    /// <summary>A deterministic and a probabilistic model with short and long trainings.</summary>
    public static IReadOnlyList<Row> Lengths { get; } =
    [
        .. from model in new[] { "ae", "vae" }
           from epochs in new[] { 1, 3, Epochs, 30 }
           select epochs == Epochs ? Model(model) : Of(Catalog.Find(model), $"{model}-epochs-{epochs}", Latent, epochs),
    ];

    /// <summary>Every row once.</summary>
    public static IReadOnlyList<Row> All { get; } = [.. Models.Concat(Sizes).Concat(Wide).Concat(Lengths).DistinctBy(row => row.Id)];

    private static Row Model(string id) => Models.Single(row => row.Id == id);

    /// <summary>The latent dimensions of a row.</summary>
    public static int LatentOf(Row row) => int.Parse(row.Settings[LatentName], CultureInfo.InvariantCulture);

    private static Row Of(Recipe recipe, string id, int latent, int epochs)
    {
        var learns = recipe.TrainingOptions.Any(option => option.Name == TrainingParameters.Epochs.Name);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { [LatentName] = $"{latent}" };
        if (learns) settings["batch"] = "128";
        if (recipe.Networks is { } bodies && !bodies.Contains(NetworkKind.Dense)) settings["network"] = bodies[0].ToString().ToLowerInvariant();
        return new Row
        {
            Id = id,
            Title = $"{recipe.Id}, {latent} dimensions",
            Model = recipe.Id,
            Settings = settings,
            Epochs = learns ? new BudgetEpochs(epochs, epochs) : null,
            Evaluate = new Dictionary<string, string>(StringComparer.Ordinal) { ["nll_samples"] = "100" },
            Neighbours = true,
            Figures =
            [
                new("squared error of the copy (per image)", "mse_per_feature", Pixels, IsOptional: true),
                new("accuracy of 5 neighbours in the code", "knn_accuracy", Decimals: 4, IsOptional: true),
                new("negative log-likelihood, 100 draws (nats per image)", "nll_nats", IsOptional: true),
                new("active units", "active_units", Decimals: 0, IsOptional: true),
            ],
            Source = recipe.Paper.ToString(),
            Protocol = "Every option with its default.",
            SecondsPerEpoch = 5,
        };
    }
}
