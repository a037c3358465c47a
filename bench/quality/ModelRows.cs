namespace Hourglass.Quality;

/// <summary>One row for each model of the catalog, all with the same latent size and budget: for choosing between them, not for their best.</summary>
internal static class ModelRows
{
    public const int Latent = 16;
    public const int Epochs = 10;
    private const int Pixels = 784;

    public static IReadOnlyList<Row> All { get; } = [.. Catalog.All.Select(Of)];

    private static Row Of(Recipe recipe)
    {
        var learns = recipe.TrainingOptions.Any(option => option.Name == "epochs");
        return new Row
        {
            Id = recipe.Id,
            Model = recipe.Id,
            Latent = Latent,
            Epochs = learns ? Epochs : null,
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
