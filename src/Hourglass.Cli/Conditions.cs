using System.CommandLine;

namespace Hourglass.Cli;

/// <summary>The condition of a conditional model, given by <c>--condition</c>.</summary>
internal static class Conditions
{
    public static Option<string?> Option(string otherwise) => new("--condition")
    {
        Description = "For conditional models: classes by name, used in turn (0,1,2), or values of the side columns (0.5,2; " +
            $"separate several rows with semicolons). {otherwise}",
        HelpName = "VALUE",
    };

    /// <summary>The given conditions, used in turn for <paramref name="count"/> rows: [count, numbers]; null if none was given.</summary>
    /// <exception cref="UsageException">The model is not conditional, or has another kind of condition.</exception>
    public static float[,]? Given(Invocation invocation, Option<string?> option, Autoencoder model, int count)
    {
        if (invocation.Get(option) is not { } text) return null;
        var condition = model.Blueprint.Networks.Condition
            ?? throw new UsageException($"{What("condition")} is '{Got(text)}', but the model '{model.Blueprint.Model}' is not conditional; " +
                $"{Allowed("omit --condition")}.");
        return Condition.TakingTurns(condition.Parse(text), count);
    }

    /// <summary>One row for both ends of each path: [2 x paths, numbers].</summary>
    public static float[,] Twice(float[,] rows)
    {
        var both = new float[2 * rows.GetLength(0), rows.GetLength(1)];
        for (var i = 0; i < both.GetLength(0); i++)
        {
            for (var j = 0; j < both.GetLength(1); j++) both[i, j] = rows[i / 2, j];
        }

        return both;
    }
}
