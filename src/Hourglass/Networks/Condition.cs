using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>What a conditional model's encoder and decoder are told of each example beside the example itself (Sohn et al. 2015).</summary>
[PartKind]
public abstract record Condition
{
    /// <summary>How many numbers they are told.</summary>
    public abstract int Numbers { get; }

    /// <summary>The numbers of each example: [batch, <see cref="Numbers"/>].</summary>
    /// <exception cref="HourglassException">The data does not have what the model is to be told.</exception>
    internal abstract Tensor Of(Batch batch);

    /// <summary>What a text stands for, as a person writes it: one or more conditions, [conditions, <see cref="Numbers"/>].</summary>
    /// <exception cref="UsageException">The text is not a condition of this kind.</exception>
    public abstract float[,] Parse(string text);

    /// <summary>What new examples are told when nobody says what they shall be: [count, <see cref="Numbers"/>].</summary>
    /// <exception cref="UsageException">Somebody has to say.</exception>
    public abstract float[,] Turns(int count);

    /// <summary>As many rows as asked for, <paramref name="rows"/> taking turns: [count, numbers].</summary>
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
