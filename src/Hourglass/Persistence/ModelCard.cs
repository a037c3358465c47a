namespace Hourglass.Persistence;

/// <summary>A readable page next to a saved model: its description, its input and output, and its source.</summary>
internal static class ModelCard
{
    public const string File = "README.md";

    public static string Write(Autoencoder model)
    {
        var blueprint = model.Blueprint;
        var recipe = Catalog.All.FirstOrDefault(candidate => candidate.Id == blueprint.Model);
        return $"""
            # {blueprint.Model}

            {recipe?.Summary ?? "A model composed from parts in code."}

            | | |
            |---|---|
            | takes | {model.Shape}{(model.Shape.IsPicture ? " images (channels x height x width), values in [0, 1]" : " numbers a row")}, scaling {model.Preparation.Scaling.Kind.ToString().ToLowerInvariant()} |
            | code | {model.Latent} dimensions |
            | decoder's distribution | {blueprint.Loss.GetType().Name} |
            | objective | {string.Join(", ", blueprint.Terms.Select(term => term.Metric))} |
            | parameters | {model.ParameterCount.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} |
            | source | {recipe?.Paper.ToString() ?? "-"} |

            Load it with `Autoencoder.Load("this folder")`, or use it with `hourglass encode`, `reconstruct`, `generate` and the other commands.

            """;
    }
}
