using Hourglass.Settings;

namespace Hourglass;

/// <summary>All recipes, in the order in which they are listed.</summary>
public static class Catalog
{
    /// <summary>Every recipe; contract tests run over this list.</summary>
    public static IReadOnlyList<Recipe> All { get; } =
    [
        Recipes.PcaRecipe,
        Recipes.AeRecipe,
        Recipes.DenoisingRecipe,
        Recipes.SparseRecipe,
        Recipes.VaeRecipe,
        Recipes.BetaVaeRecipe,
    ];

    /// <summary>The recipe of this name.</summary>
    /// <exception cref="UsageException">There is none; the nearest name is suggested.</exception>
    public static Recipe Find(string id) => All.FirstOrDefault(recipe => string.Equals(recipe.Id, id, StringComparison.Ordinal))
        ?? throw new UsageException($"There is no model '{id}'; {Nearest.Hint(id, All.Select(recipe => recipe.Id))}choose from {string.Join(", ", All.Select(recipe => recipe.Id))}.");
}
