using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>The condition of a conditional model: additional input of encoder and decoder for each example (Sohn et al. 2015).</summary>
[PartKind]
public abstract record Condition
{
    /// <summary>Number of values of the condition.</summary>
    public abstract int Numbers { get; }

    /// <summary>The condition of each example: [batch, <see cref="Numbers"/>].</summary>
    /// <exception cref="HourglassException">The data lacks the labels or side columns of the condition.</exception>
    internal abstract Tensor Of(Batch batch);

    /// <summary>Parses a text from the user: one or more conditions, [conditions, <see cref="Numbers"/>].</summary>
    /// <exception cref="UsageException">The text is not a condition of this kind.</exception>
    public abstract float[,] Parse(string text);

    /// <summary>The default conditions of new examples: [count, <see cref="Numbers"/>].</summary>
    /// <exception cref="UsageException">There is no default.</exception>
    public abstract float[,] Turns(int count);

    /// <summary>The requested number of rows, cycling through <paramref name="rows"/>: [count, numbers].</summary>
    public static float[,] TakingTurns(float[,] rows, int count)
    {
        var (different, numbers) = (rows.GetLength(0), rows.GetLength(1));
        var turns = new float[count, numbers];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < numbers; j++) turns[i, j] = rows[i % different, j];
        }

        return turns;
    }
}
