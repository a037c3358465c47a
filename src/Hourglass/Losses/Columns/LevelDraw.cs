using static TorchSharp.torch;

namespace Hourglass.Losses;

/// <summary>Draws from categorical distributions.</summary>
internal static class LevelDraw
{
    /// <summary>1 for the drawn level of each row and 0 for the others: [rows, levels].</summary>
    /// <param name="logits">[rows, levels].</param>
    /// <param name="random">Source of randomness.</param>
    public static Tensor From(Tensor logits, Generator random) => OneHot(IndexFrom(logits, random), logits);

    /// <summary>The index of the drawn level: [rows].</summary>
    public static Tensor IndexFrom(Tensor logits, Generator random)
    {
        var cumulative = logits.softmax(1).cumsum(1);
        // Rounding can leave the last sum below 1.
        var uniform = rand(logits.shape[0], 1, dtype: logits.dtype, generator: random) * cumulative.narrow(1, logits.shape[1] - 1, 1);
        return cumulative.le(uniform).sum(1).clamp_(0, logits.shape[1] - 1);
    }

    /// <summary>1 at the index of each row.</summary>
    public static Tensor OneHot(Tensor index, Tensor like) => zeros_like(like).scatter_(1, index.unsqueeze(1), ones(index.shape[0], 1, dtype: like.dtype));
}
