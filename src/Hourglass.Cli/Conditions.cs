using System.CommandLine;

namespace Hourglass.Cli;

/// <summary>What the decoder of a conditional model is told beside the latent vectors, as <c>--condition</c> says.</summary>
internal static class Conditions
{
    public static Option<string?> Option(string otherwise) => new("--condition")
    {
        Description = $"For a conditional model: classes by number or name, taking turns (0,1,2), or the numbers of the side columns (0.5,2; several separated by semicolons). {otherwise}",
        HelpName = "VALUE",
    };

    /// <summary>The conditions that were given, taking turns over <paramref name="count"/> rows: [count, numbers]; null when none was given.</summary>
    /// <exception cref="UsageException">The model is told nothing, or something else.</exception>
    public static float[,]? Given(Invocation invocation, Option<string?> option, Autoencoder model, int count)
    {
        if (invocation.Get(option) is not { } text) return null;
        var condition = model.Blueprint.Networks.Condition
            ?? throw new UsageException($"condition is '{text}', but the model '{model.Blueprint.Model}' is told nothing beside the latent vector; leave --condition away.");
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
