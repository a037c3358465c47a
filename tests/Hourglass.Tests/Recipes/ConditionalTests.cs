using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Training;

namespace Hourglass.Tests;

/// <summary>A conditional VAE makes what it is told to make.</summary>
public sealed class ConditionalTests
{
    [Fact]
    public void Generated_digits_are_of_the_class_that_was_asked_for()
    {
        const int Count = 200;
        var digits = Mnist.Load().Train.First(2000);
        var blueprint = Recipes.Cvae(Networks.Dense(digits.Shape, [128], latent: 2), new LabelCondition(10));
        using var run = TrainingRun.Finished(blueprint, digits, new TrainingOptions { Epochs = 12, BatchSize = 50, LearningRate = 5e-3 });
        var asked = Enumerable.Range(0, Count).Select(i => i * 7 % 10).ToArray();
        var condition = (LabelCondition)blueprint.Networks.Condition!;
        var made = run.Model.Generate(Count, seed: 3, condition: condition.Parse(string.Join(',', asked)));
        var means = ClassMeans(digits);
        var right = Enumerable.Range(0, Count).Count(i => Nearest(means, made, i) == asked[i]);
        Assert.True(right > 0.85 * Count, $"{right} of {Count} are of the class asked for.");

        // Classes take turns where nobody asks.
        Assert.Equal(run.Model.Generate(20, seed: 3), run.Model.Generate(20, seed: 3, condition: condition.Parse("0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9")));
    }

    [Fact]
    public void Side_columns_decide_what_the_code_does_not_say()
    {
        // x is the column plus a wave whose height the code has to hold.
        var random = new Random(1);
        var (values, columns) = (new float[400 * 6], new float[400, 1]);
        for (var i = 0; i < 400; i++)
        {
            columns[i, 0] = (float)((random.NextDouble() * 4) - 2);
            var height = random.NextDouble() - 0.5;
            for (var j = 0; j < 6; j++) values[(i * 6) + j] = (float)(columns[i, 0] + (height * Math.Sin(j)));
        }

        var examples = new FloatExamples(values, DataShape.Row(6)).With(new SideData(Conditions: columns));
        var traits = DataTraits.Of(examples);
        var recipe = Catalog.Find("cvae");
        var blueprint = recipe.ToBlueprint(recipe.Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["hidden"] = "[16]", ["latent"] = "1" }),
            traits);
        Assert.Equal(new ColumnsCondition(1), blueprint.Networks.Condition);
        using var run = TrainingRun.Finished(blueprint, examples, new TrainingOptions { Epochs = 30, BatchSize = 20, LearningRate = 5e-3 });
        Assert.Equal(columns, run.Model.ConditionOf(examples));
        foreach (var column in new[] { -1.5f, 0, 1.5f })
            Assert.Equal(column, run.Model.Decode(new float[,] { { 0 } }, condition: new[,] { { column } }).Cast<float>().Average(), 0.25);
    }

    [Fact]
    public void The_recipe_takes_what_the_data_has_and_says_what_is_missing()
    {
        var labelled = new DataTraits(DataShape.Row(6), InUnitInterval: true, Classes: 3, ClassNames: ["a", "b", "c"]);
        Assert.Equal(new LabelCondition(3, ["a", "b", "c"]), Made(labelled, "auto").Networks.Condition);
        Assert.Equal(new ColumnsCondition(2), Made(labelled with { Conditions = 2 }, "auto").Networks.Condition);
        Assert.Equal(new LabelCondition(3, ["a", "b", "c"]), Made(labelled with { Conditions = 2 }, "labels").Networks.Condition);
        Assert.Contains("no side columns", Assert.Throws<UsageException>(() => Made(labelled, "columns")).Message, StringComparison.Ordinal);
        Assert.Contains("no labels", Assert.Throws<UsageException>(() => Made(labelled with { Classes = 0, Conditions = 2 }, "labels")).Message,
            StringComparison.Ordinal);
        Assert.Contains("needs examples with labels or side columns", Assert.Throws<UsageException>(() => Made(labelled with { Classes = 0 }, "auto")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_model_is_told_must_fit_it()
    {
        var networks = Networks.Dense(DataShape.Row(6), [4], 2);
        using var plain = Recipes.Vae(networks).Build();
        using var labels = Recipes.Cvae(networks, new LabelCondition(3)).Build();
        using var columns = Recipes.Cvae(networks, new ColumnsCondition(2), new Gaussian()).Build();
        Assert.Null(plain.ConditionOf(Rows()));
        Assert.Contains("is unconditional", Assert.Throws<UsageException>(() => plain.Generate(2, condition: new float[2, 3])).Message,
            StringComparison.Ordinal);
        Assert.Contains("need 2 x 3", Assert.Throws<UsageException>(() => labels.Generate(2, condition: new float[2, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("side columns", Assert.Throws<UsageException>(() => columns.Generate(2)).Message, StringComparison.Ordinal);
        Assert.Contains("no labels", Assert.Throws<HourglassException>(() => labels.Encode(Rows())).Message, StringComparison.Ordinal);
    }

    private static Blueprint Made(DataTraits traits, string condition)
    {
        var recipe = Catalog.Find("cvae");
        return recipe.ToBlueprint(recipe.Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["condition"] = condition }), traits);
    }

    private static FloatExamples Rows() => new(new float[12], DataShape.Row(6));

    private static double[][] ClassMeans(Examples digits)
    {
        var rows = digits.ToRows();
        return [.. Enumerable.Range(0, 10).Select(digit =>
        {
            var members = Enumerable.Range(0, digits.Count).Where(i => digits.Labels![i] == digit).ToArray();
            return Enumerable.Range(0, digits.Shape.Size).Select(j => members.Average(i => (double)rows[i, j])).ToArray();
        })];
    }

    private static int Nearest(double[][] means, float[,] rows, int i) =>
        Enumerable.Range(0, means.Length).MinBy(digit => means[digit].Select((mean, j) => Math.Pow(mean - rows[i, j], 2)).Sum());

    [Fact]
    public void Classes_are_told_by_name_in_whatever_order_the_data_have_them()
    {
        using var model = Recipes.Cvae(Networks.Dense(DataShape.Row(6), [8], 2), new LabelCondition(3, ["a", "b", "c"])).Build(1);
        float[] values = [.. Enumerable.Range(0, 18).Select(i => i / 18f)];
        Examples Labelled(int[] labels, ClassNames classes) => new FloatExamples(values, DataShape.Row(6), labels, classes);
        var expected = model.Encode(Labelled([0, 1, 2], ["a", "b", "c"]));
        Assert.Equal(expected, model.Encode(Labelled([2, 1, 0], ["c", "b", "a"])));
        Assert.Equal(expected, model.Encode(new FloatExamples(values, DataShape.Row(6), [0, 1, 2])));
        Assert.NotEqual(expected, model.Encode(Labelled([0, 1, 2], ["c", "b", "a"])));
        Assert.Contains("the class 'd', but this model knows 'a', 'b', 'c'",
            Assert.Throws<HourglassException>(() => model.Encode(Labelled([0, 1, 1], ["a", "d"]))).Message, StringComparison.Ordinal);
    }
}
