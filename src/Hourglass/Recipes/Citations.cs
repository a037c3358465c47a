using System.Reflection;
using Hourglass.Layers;
using Hourglass.Training;

namespace Hourglass;

/// <summary>The papers behind a configured model: its own, and those of the parts in use.</summary>
public static class Citations
{
    /// <summary>The recipe's paper first, then those of the parts by year, without duplicates.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="blueprint">The model that it created.</param>
    /// <param name="training">How it is trained, or null.</param>
    public static IReadOnlyList<Paper> Of(Recipe recipe, Blueprint blueprint, TrainingOptions? training = null)
    {
        // Models that are computed in one step have no optimizer.
        if (!recipe.TrainingOptions.Contains(TrainingParameters.Optimizer)) training = null;
        object?[] parts =
        [
            blueprint.CodeKind, blueprint.Loss, blueprint.Prior, blueprint.Corruption, blueprint.Networks.Encoder, blueprint.Networks.Decoder,
            blueprint.Networks.Condition, .. blueprint.Flows, .. blueprint.Terms, .. blueprint.Terms.Select(term => term.Weight), .. blueprint.Phases,
            .. blueprint.Others.SelectMany(player => player.Objective), training?.Optimizer, training?.Schedule, .. Choices(blueprint.Networks.Encoder),
            blueprint.Networks.Encoder is IHiddenLayers { Dropout: > 0 } ? typeof(DropoutModule) : null,
        ];
        var others = parts.Select(PaperOf).OfType<Paper>().Where(paper => paper.Key != recipe.Paper.Key);
        return [recipe.Paper, .. others.DistinctBy(paper => paper.Key).OrderBy(paper => paper.Year)];
    }

    // The enumerated options of a network, such as its initialisation.
    private static IEnumerable<object?> Choices(NetworkSpec network) =>
        network.GetType().GetProperties().Where(property => property.PropertyType.IsEnum).Select(property => property.GetValue(network));

    private static Paper? PaperOf(object? part) => part switch
    {
        null => null,
        Enum choice => choice.GetType().GetField(choice.ToString())?.GetCustomAttribute<CitesAttribute>()?.Paper,
        Type type => type.GetCustomAttribute<CitesAttribute>()?.Paper,
        _ => part.GetType().GetCustomAttribute<CitesAttribute>()?.Paper,
    };
}
