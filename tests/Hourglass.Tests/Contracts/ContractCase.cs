using Hourglass.Data;
using Hourglass.Training;

namespace Hourglass.Tests.Contracts;

/// <summary>A recipe on a network, a shape and a loss: what every contract is checked on.</summary>
/// <param name="Recipe">The recipe's name.</param>
/// <param name="Network">The body of encoder and decoder.</param>
/// <param name="Shape">Of an example.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Normalization">Of the hidden layers; where it is given, they have dropout as well.</param>
public sealed record ContractCase(string Recipe, string Network, string Shape, string Loss, string? Normalization = null)
{
    private const int Classes = 3;
    private static readonly (string Network, string Shape)[] Bodies =
        [("dense", "6"), ("dense", "1x12x10"), ("conv", "1x12x10"), ("conv", "3x9x7"), ("residual", "6"), ("residual", "1x12x10"), ("recurrent", "1x12x10"),
            ("gated", "6")];

    // What keeps the contracts fast; and no warm-up, for they compare figures of different epochs.
    private static readonly Dictionary<string, string> Small = new(StringComparer.Ordinal)
    {
        ["warmup"] = "0",
        ["anchors"] = "6",
        ["components"] = "6",
        ["fixed_point_steps"] = "2",
        ["flow_hidden"] = "[8]",
        ["flows"] = "3",
        ["leapfrog_steps"] = "2",
        ["metric_hidden"] = "[8]",
        ["upper_hidden"] = "[8]",
    };

    // A recurrent network takes as many passes as there are steps: on every recipe it would double the time of these tests.
    private static readonly string[] Recurrent = ["seq2seq-ae", "vae"];

    private static readonly string[] Basic = ["ae", "dae", "vae"];
    private static readonly string[] Usual = ["bernoulli", "gaussian"];
    private static readonly string[] Others = ["continuous-bernoulli", "learned-gaussian", "heteroscedastic-gaussian", "laplace", "discretized-logistic",
        "categorical"];

    /// <summary>
    /// Every recipe of the catalog. Bodies and losses are no other to one recipe than to another, so the basic recipes meet all of them, and
    /// each of the others a dense body on rows with one loss and a convolutional one on pictures with another.
    /// </summary>
    public static IEnumerable<ContractCase> All => Plain.Concat(Normalized);

    private static IEnumerable<ContractCase> Plain =>
        from recipe in Catalog.All
        from body in Bodies
        where body.Network != "recurrent" || Recurrent.Contains(recipe.Id, StringComparer.Ordinal)
        where recipe.Networks is null || recipe.Networks.Any(kind => string.Equals(kind.ToString(), body.Network, StringComparison.OrdinalIgnoreCase))
        // A residual body is no other to a recipe than a convolutional one: two recipes, a point and a distribution, keep the time down.
        where body.Network is not ("residual" or "gated") || recipe.Id is "ae" or "vae"
        where body.Shape.Contains('x', StringComparison.Ordinal) || recipe.Data is not (DataDemand.Pictures or DataDemand.Series)
        let losses = LossesOf(recipe, body.Network, body.Shape).ToArray()
        from loss in losses
        where Basic.Contains(recipe.Id, StringComparer.Ordinal) || recipe.Networks is not null
            || (body == Bodies[0] && loss == losses[0]) || (body == Bodies[2] && loss == losses[^1])
        select new ContractCase(recipe.Id, body.Network, body.Shape, loss);

    // Hidden layers are no other to one recipe than to another: a point and a distribution.
    private static IEnumerable<ContractCase> Normalized =>
        from recipe in new[] { "ae", "vae" }
        from body in Bodies
        where body.Network is not ("recurrent" or "gated") && body != ("dense", "1x12x10") && body != ("conv", "1x12x10")
        from normalization in new[] { "layer", "batch" }
        select new ContractCase(recipe, body.Network, body.Shape, "bernoulli", normalization);

    /// <summary>Those that are trained by gradient.</summary>
    public static IEnumerable<ContractCase> Trained => All.Where(one => one.Blueprint().Phases.Any(phase => phase is not PrincipalComponents));

    /// <summary>One case a trained recipe, for what takes longer; the basic recipes with convolutions too.</summary>
    public static IEnumerable<ContractCase> Few => Trained
        .Where(one => one.Loss == "bernoulli")
        .GroupBy(one => one.Recipe)
        .SelectMany(cases => cases.Where(one => one == cases.First() || (one.IsBasic && one.Shape == "3x9x7")));

    /// <summary>Whether the recipe is one of those that the others are made from.</summary>
    public bool IsBasic => Basic.Contains(Recipe, StringComparer.Ordinal);

    public bool Unit => Loss is not ("gaussian" or "learned-gaussian" or "heteroscedastic-gaussian" or "laplace");

    public DataShape DataShape => Shape switch
    {
        "1x12x10" => new DataShape(1, 12, 10),
        "3x9x7" => new DataShape(3, 9, 7),
        _ => DataShape.Row(6),
    };

    /// <summary>The blueprint with small networks; pairs such as "optimizer", "sgd" are set beside them.</summary>
    public Blueprint Blueprint(params string[] pairs)
    {
        var recipe = Catalog.Find(Recipe);
        Dictionary<string, string> values = new(StringComparer.Ordinal)
        {
            ["network"] = Network,
            ["loss"] = Loss,
            ["latent"] = "3",
            ["hidden"] = "[16]",
            ["channels"] = "[4,8]",
            ["activation"] = "tanh",
            ["units"] = "8",

            // Stages before the objective's own are there, but short.
            ["pretrain_epochs"] = "1",
        };
        if (Normalization is not null) (values["normalization"], values["dropout"]) = (Normalization, "0.2");
        foreach (var parameter in recipe.Parameters)
        {
            if (Small.TryGetValue(parameter.Name, out var small)) values[parameter.Name] = small;
        }

        for (var i = 0; i < pairs.Length; i += 2) values[pairs[i]] = pairs[i + 1];
        foreach (var name in values.Keys.Where(name => recipe.AllParameters.All(parameter => parameter.Name != name)).ToArray()) values.Remove(name);
        return recipe.ToBlueprint(recipe.Read(values), new DataTraits(DataShape, Unit, Classes));
    }

    /// <summary>Smooth random examples: in [0, 1] for the losses that need it, around 0 for the others.</summary>
    public FloatExamples Examples(int count, int seed = 1)
    {
        var shape = DataShape;
        var random = new Random(seed);
        var values = new float[count * shape.Size];
        for (var i = 0; i < count; i++)
        {
            var (a, b, c) = (random.NextDouble() * 3, random.NextDouble() * 3, random.NextDouble() * 6);
            for (var j = 0; j < shape.Size; j++)
            {
                var (row, column, channel) = (j / shape.Width % shape.Height, j % shape.Width, j / (shape.Width * shape.Height));
                var wave = Math.Sin((a * row / 3) + (b * column / 3) + (c * (channel + 1)));
                values[(i * shape.Size) + j] = (float)(Unit ? 0.5 + (0.45 * wave) : 1.5 * wave);
            }
        }

        return new FloatExamples(values, shape, [.. Enumerable.Range(0, count).Select(i => i % Classes)]);
    }

    /// <summary>The first <paramref name="count"/> examples as one batch, with their labels.</summary>
    internal Batch Batch(int count)
    {
        var examples = Examples(count);
        using var reader = new BatchReader(examples, count);
        var batch = reader.Read(0);
        return batch with { Rows = batch.Rows.clone() };
    }

    public override string ToString() => $"{Recipe} {Network} {Shape} {Loss} {Normalization}".TrimEnd();

    /// <summary>The case of this name, as <see cref="ToString"/> gives it.</summary>
    public static ContractCase Of(string name)
    {
        var parts = name.Split(' ');
        return new ContractCase(parts[0], parts[1], parts[2], parts[3], parts.ElementAtOrDefault(4));
    }

    private static IEnumerable<string> LossesOf(Recipe recipe, string network, string shape)
    {
        if (recipe.Id is not ("ae" or "vae")) return recipe.Id is "msssim-vae" ? ["bernoulli"] : Usual;
        return (network, shape) switch
        {
            ("dense", "6") => [.. Usual, .. Others],
            ("conv", "3x9x7") => [.. Usual, .. Others, "msssim"],
            ("dense", _) => [.. Usual, "msssim"],
            _ => Usual,
        };
    }

    public static TheoryData<string> Names(IEnumerable<ContractCase> cases) => [.. cases.Select(one => one.ToString())];
}
