using Hourglass.Data;
using Hourglass.Engines.Fused.Compile;

namespace Hourglass.Tests.Docs;

/// <summary>The page about the fused engine against the code.</summary>
public sealed class FusedPageTests
{
    [Fact]
    public void It_lists_the_models_that_are_compiled_as_they_come()
    {
        var row = Assert.Single(Repository.Text("docs/fused-engine.md"), line => line.StartsWith("| models |", StringComparison.Ordinal));
        string[] listed = [.. row.Split('`').Where((_, i) => i % 2 == 1)];
        Assert.Equal(Catalog.All.Where(IsCompiled).Select(recipe => recipe.Id), listed);
    }

    private static bool IsCompiled(Recipe recipe)
    {
        var settings = recipe.Read(new Dictionary<string, string>(StringComparer.Ordinal));
        using var model = recipe.ToBlueprint(settings, new DataTraits(new DataShape(1, 12, 10), InUnitInterval: true, Classes: 3)).Build();
        return !PlanCompiler.Violations(model).Any();
    }
}
