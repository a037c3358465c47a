namespace Hourglass.Quality;

/// <summary>What choosing rests on: one row for each model of the catalog, all with the same latent size and budget, and a few models with other sizes and budgets.</summary>
internal static class ModelRows
{
    public const int Latent = 16;
    public const int Epochs = 10;
    private const int Pixels = 784;

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
           select Sizes.FirstOrDefault(row => row.Model == model && row.Latent == latent) ?? Of(Catalog.Find(model), $"{model}-latent-{latent}", latent, Epochs),
    ];

    /// <summary>A deterministic and a probabilistic model with short and long trainings.</summary>
    public static IReadOnlyList<Row> Lengths { get; } =
    [
        .. from model in new[] { "ae", "vae" }
           from epochs in new[] { 1, 3, Epochs, 30 }
           select epochs == Epochs ? Model(model) : Of(Catalog.Find(model), $"{model}-epochs-{epochs}", Latent, epochs),
    ];

    /// <summary>Every row once.</summary>
    public static IReadOnlyList<Row> All { get; } = [.. Models.Concat(Sizes).Concat(Wide).Concat(Lengths).Distinct()];

    private static Row Model(string id) => Models.Single(row => row.Id == id);

    private static Row Of(Recipe recipe, string id, int latent, int epochs)
    {
        var learns = recipe.TrainingOptions.Any(option => option.Name == "epochs");
        return new Row
        {
            Id = id,
            Model = recipe.Id,
            Latent = latent,
            Epochs = learns ? epochs : null,
            Batch = learns ? 128 : null,
            Set = recipe.Networks is { } bodies && !bodies.Contains(NetworkKind.Dense) ? [$"network={bodies[0].ToString().ToLowerInvariant()}"] : [],
            EvaluateArguments = ["--set", "nll_samples=100"],
            Figures =
            [
                Reported("squared error of the copy (per image)", "mse_per_feature", "F2", Pixels),
                Reported("accuracy of 5 neighbours in the code", "knn_accuracy", "F4"),
                Reported("negative log-likelihood, 100 draws (nats per image)", "nll_nats", "F2"),
                Reported("active units", "active_units", "N0"),
            ],
            Reference = recipe.Paper.ToString(),
        };
    }

    private static Figure Reported(string name, string metric, string format, double factor = 1) =>
        new(name, FigureSplit.Test, metric, Bar.None, format, factor, IsOptional: true);
}
