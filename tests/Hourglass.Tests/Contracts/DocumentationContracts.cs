using System.Text.RegularExpressions;

namespace Hourglass.Tests.Contracts;

/// <summary>Every recipe and every option tells a person what it is.</summary>
public sealed partial class DocumentationContracts
{
    private static readonly string[] StableIds =
    [
        "pca", "ae", "tied-ae", "dae", "stacked-dae", "sparse-ae", "kl-sparse-ae", "k-sparse-ae", "contractive-ae", "seq2seq-ae", "rae-l2", "rae-gp",
        "vae", "beta-vae", "capacity-vae", "cvae", "beta-tc-vae", "factor-vae", "dip-vae", "info-vae", "wae", "iwae", "miwae", "ciwae", "piwae",
        "vamp-vae", "flow-vae", "iaf-vae", "hvae", "rhvae", "sphere-vae", "poincare-vae", "msssim-vae", "two-layer-vae", "ladder-vae", "gumbel-vae",
        "vq-vae", "fsq-ae", "hrq-vae", "aae", "vae-gan",
    ];

    public static TheoryData<string> Recipes => [.. Catalog.All.Select(recipe => recipe.Id)];

    [Fact]
    public void Names_are_unique_and_stable()
    {
        Assert.Equal(Catalog.All.Count, Catalog.All.Select(recipe => recipe.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(Catalog.All, recipe => Assert.Contains(recipe.Id, StableIds));
        Assert.All(Catalog.All, recipe => Assert.Same(recipe, Catalog.Find(recipe.Id)));
    }

    [Theory]
    [InlineData("vaee", "vae")]
    [InlineData("beta-vea", "beta-vae")]
    [InlineData("VAE", "vae")]
    [InlineData("sparse", "sparse-ae")]
    public void A_mistyped_name_suggests_the_nearest(string typed, string meant)
    {
        var message = Assert.Throws<UsageException>(() => Catalog.Find(typed)).Message;
        Assert.Contains($"did you mean '{meant}'?", message, StringComparison.Ordinal);
        Assert.All(Catalog.All, recipe => Assert.Contains(recipe.Id, message, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void A_recipe_tells_its_use_its_objective_and_its_paper(string id)
    {
        var recipe = Catalog.Find(id);
        Assert.All([recipe.Summary, recipe.Objective, recipe.Paper.Authors, recipe.Paper.Title, recipe.Paper.Venue],
            text => Assert.False(string.IsNullOrWhiteSpace(text)));
        Assert.InRange(recipe.Paper.Year, 1850, 2100);
        Assert.Contains(recipe.Paper.Title, recipe.Paper.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', recipe.Summary);
        var entry = recipe.Paper.ToBibTeX();
        Assert.Matches(BibTeX(), entry.ReplaceLineEndings("\n"));
        Assert.Equal(entry.Count(letter => letter == '{'), entry.Count(letter => letter == '}'));
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void An_option_tells_its_meaning_range_and_default(string id)
    {
        var parameters = Catalog.Find(id).AllParameters.ToArray();
        Assert.Equal(parameters.Length, parameters.Select(parameter => parameter.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(parameters, parameter =>
        {
            Assert.Matches("^[a-z][a-z_]*$", parameter.Name);
            Assert.False(string.IsNullOrWhiteSpace(parameter.Meaning));
            Assert.False(string.IsNullOrWhiteSpace(parameter.Range));
            Assert.False(string.IsNullOrWhiteSpace(parameter.DefaultText));
            var derived = parameter is Hourglass.Settings.IntegerParameter { Default: null } or Hourglass.Settings.IntegersParameter { Default: null } or Hourglass.Settings.TextParameter;
            if (!derived) parameter.Check(parameter.DefaultText);
            // A text may be any but the empty one.
            var bad = parameter is Hourglass.Settings.TextParameter ? "" : "no such value!";
            Assert.Contains(parameter.Name, Assert.Throws<UsageException>(() => parameter.Check(bad)).Message, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void A_recipe_names_itself_and_works_on_its_defaults(string id)
    {
        var recipe = Catalog.Find(id);
        var none = recipe.Read(new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var shape in new[] { Hourglass.Data.DataShape.Row(5), new Hourglass.Data.DataShape(1, 28, 28) })
        {
            if (recipe.Data == DataDemand.Pictures && !shape.IsPicture) continue;
            var blueprint = recipe.ToBlueprint(none, new DataTraits(shape, InUnitInterval: false, Classes: 3));
            Assert.Equal(id, blueprint.Model);
            Assert.Empty(blueprint.Networks.Violations(blueprint.CodeKind.Outputs(blueprint.Networks.Latent)));
            if (recipe.AllParameters.Contains(LossParameters.Loss)) Assert.False(blueprint.Loss.NeedsUnitInterval);
        }
    }

    [GeneratedRegex("^@[a-z]+\\{[a-z]+[0-9]{4},\\n(  [a-z]+ = \\{.+\\},?\\n)+\\}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex BibTeX();
}
