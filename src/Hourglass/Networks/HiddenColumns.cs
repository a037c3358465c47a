using static TorchSharp.torch;

namespace Hourglass;

/// <summary>A random choice of the columns of rows that are hidden in training.</summary>
internal static class HiddenColumns
{
    /// <summary>1 where a column is shown and 0 where it is hidden, each with a probability that is drawn for each row: [rows, columns].</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="most">The largest probability; the least is 0.</param>
    /// <param name="random">Source of randomness.</param>
    public static Tensor Shown(long rows, int columns, double most, Generator random) =>
        rand([rows, columns], generator: random).ge(rand([rows, 1], generator: random) * most).to_type(ScalarType.Float32);
}
