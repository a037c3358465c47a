using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// k-means with the initial centres of k-means++ (D. Arthur and S. Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007).
/// </summary>
internal static class Clusters
{
    private const int Starts = 4;
    private const int Iterations = 20;

    /// <summary>The cluster of each row, of the best of several starts: [count] of int64.</summary>
    /// <param name="rows">[count, dimensions].</param>
    /// <param name="count">Number of clusters; at least 1.</param>
    /// <param name="random">Draws the initial centres.</param>
    public static Tensor Of(Tensor rows, int count, Generator random)
    {
        using var scope = NewDisposeScope();
        var squares = rows.square().sum(1, keepdim: true);
        Tensor? best = null;
        var least = double.PositiveInfinity;
        for (var start = 0; start < Starts; start++)
        {
            using var attempt = NewDisposeScope();
            var (places, distance) = Descend(rows, squares, Seeds(rows, squares, count, random));
            if (distance >= least) continue;
            best?.Dispose();
            (best, least) = (places.MoveToOuterDisposeScope(), distance);
        }

        return best!.MoveToOuterDisposeScope();
    }

    /// <summary>Centres drawn sequentially, each with a probability proportional to its squared distance from the nearest earlier one.</summary>
    private static Tensor Seeds(Tensor rows, Tensor squares, int count, Generator random)
    {
        var first = randint(rows.shape[0], [1], dtype: ScalarType.Int64, generator: random);
        var centres = rows.index_select(0, first);
        var nearest = SquaredDistances(rows, squares, centres).squeeze(1);
        while (centres.shape[0] < count)
        {
            using var scope = NewDisposeScope();

            // If all rows already lie on centres, the choice is arbitrary.
            var weights = nearest.sum().item<double>() > 0 ? nearest : ones_like(nearest);
            var centre = rows.index_select(0, multinomial(weights, 1, replacement: true, generator: random));
            centres = cat([centres, centre]).MoveToOuterDisposeScope();
            var nearer = minimum(nearest, SquaredDistances(rows, squares, centre).squeeze(1)).MoveToOuterDisposeScope();
            nearest.Dispose();
            nearest = nearer;
        }

        return centres;
    }

    private static (Tensor Places, double Distance) Descend(Tensor rows, Tensor squares, Tensor centres)
    {
        for (var i = 0; ; i++)
        {
            using var scope = NewDisposeScope();
            var (distances, places) = SquaredDistances(rows, squares, centres).min(1);
            if (i == Iterations) return (places.MoveToOuterDisposeScope(), distances.sum().item<double>());
            var counts = zeros(centres.shape[0], rows.dtype).index_add_(0, places, ones(rows.shape[0], rows.dtype), 1).unsqueeze(1);
            var sums = zeros_like(centres).index_add_(0, places, rows, 1);

            // A centre without rows stays where it is.
            centres = where(counts.gt(0), sums / counts.clamp_min(1), centres).MoveToOuterDisposeScope();
        }
    }

    private static Tensor SquaredDistances(Tensor rows, Tensor squares, Tensor centres) =>
        (squares + centres.square().sum(1) - (2 * rows.mm(centres.t()))).clamp_min(0);
}
