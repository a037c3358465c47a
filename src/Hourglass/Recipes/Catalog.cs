using System.Reflection;
using Hourglass.Files;
using Hourglass.Settings;

namespace Hourglass;

/// <summary>All recipes, by family and then by year of their papers.</summary>
public static class Catalog
{
    private static readonly List<Recipe> Recipes = [.. typeof(Recipes)
        .GetFields(BindingFlags.Static | BindingFlags.NonPublic)
        .Where(field => field.FieldType == typeof(Recipe))
        .Select(field => (Recipe)field.GetValue(null)!)
        .OrderBy(recipe => recipe.Family)
        .ThenBy(recipe => recipe.Paper.Year)
        .ThenBy(recipe => recipe.Id, StringComparer.Ordinal)];

    /// <summary>Every recipe: the static fields of <see cref="Hourglass.Recipes"/>, then the added ones. Contract tests run over this list.</summary>
    public static IReadOnlyList<Recipe> All => Recipes;

    /// <summary>
    /// Adds a custom recipe, so that runs can be trained and resumed by its name, and allows models with parts
    /// from its assembly to be saved and loaded.
    /// </summary>
    /// <returns>Removes the recipe when disposed.</returns>
    /// <exception cref="UsageException">A recipe of that name exists.</exception>
    public static IDisposable Add(Recipe recipe)
    {
        if (Recipes.Exists(other => other.Id == recipe.Id))
            throw new UsageException($"There is already a {What("model")} '{Got(recipe.Id)}' in the catalog; choose {Allowed("another name")}.");
        if (recipe.Assembly != typeof(Catalog).Assembly
            && LossParameters.In(recipe.Assembly)
            .FirstOrDefault(loss => LossParameters.In(typeof(Catalog).Assembly).Any(own => own.Name == loss.Name)) is { } taken)
            throw new UsageException($"There is already a {What("loss")} '{Got(taken.Name)}'; choose {Allowed("another name")}.");
        Json.KnowPartsOf(recipe.Assembly);
        Recipes.Add(recipe);
        return new Addition(recipe);
    }

    /// <summary>The recipe of this name.</summary>
    /// <exception cref="UsageException">There is no such recipe; the message suggests the nearest name.</exception>
    public static Recipe Find(string id) => Recipes.Find(recipe => string.Equals(recipe.Id, id, StringComparison.Ordinal))
        ?? throw new UsageException($"There is no {What("model")} '{Got(id)}'; {Nearest.Hint(id, All.Select(recipe => recipe.Id))}choose from " +
            $"{Allowed(string.Join(", ", All.Select(recipe => recipe.Id)))}.");

    private sealed class Addition(Recipe recipe) : IDisposable
    {
        public void Dispose() => Recipes.Remove(recipe);
    }
}
