using System.Reflection;
using Hourglass.Files;
using Hourglass.Settings;

namespace Hourglass;

/// <summary>All recipes, by family and then in the order of their papers' years.</summary>
public static class Catalog
{
    private static readonly List<Recipe> Recipes = [.. typeof(Recipes)
        .GetFields(BindingFlags.Static | BindingFlags.NonPublic)
        .Where(field => field.FieldType == typeof(Recipe))
        .Select(field => (Recipe)field.GetValue(null)!)
        .OrderBy(recipe => recipe.Family)
        .ThenBy(recipe => recipe.Paper.Year)
        .ThenBy(recipe => recipe.Id, StringComparer.Ordinal)];

    /// <summary>Every recipe: the static fields of <see cref="Hourglass.Recipes"/>, then what was added. Contract tests run over this list.</summary>
    public static IReadOnlyList<Recipe> All => Recipes;

    /// <summary>
    /// Adds a recipe of one's own, so that runs can be trained and continued by its name, and lets models made of parts
    /// from its assembly be saved and loaded.
    /// </summary>
    /// <returns>Takes the recipe out again when disposed of.</returns>
    /// <exception cref="UsageException">There is a recipe of that name.</exception>
    public static IDisposable Add(Recipe recipe)
    {
        if (Recipes.Exists(other => other.Id == recipe.Id))
            throw new UsageException($"There is a model '{recipe.Id}' in the catalog already; choose another name.");
        if (recipe.Assembly != typeof(Catalog).Assembly && LossParameters.In(recipe.Assembly).FirstOrDefault(loss => LossParameters.In(typeof(Catalog).Assembly).Any(own => own.Name == loss.Name)) is { } taken)
            throw new UsageException($"There is a loss '{taken.Name}' already; choose another name.");
        Json.KnowPartsOf(recipe.Assembly);
        Recipes.Add(recipe);
        return new Addition(recipe);
    }

    /// <summary>The recipe of this name.</summary>
    /// <exception cref="UsageException">There is none; the nearest name is suggested.</exception>
    public static Recipe Find(string id) => Recipes.Find(recipe => string.Equals(recipe.Id, id, StringComparison.Ordinal))
        ?? throw new UsageException($"There is no model '{id}'; {Nearest.Hint(id, All.Select(recipe => recipe.Id))}choose from {string.Join(", ", All.Select(recipe => recipe.Id))}.");

    private sealed class Addition(Recipe recipe) : IDisposable
    {
        public void Dispose() => Recipes.Remove(recipe);
    }
}
