using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>Points of a latent space along lines and grids, for decoding and display.</summary>
public static class LatentPaths
{
    // Probability mass of the prior along one dimension outside of a traversal, at each end.
    private const double Tail = 0.02;

    /// <summary>
    /// Shortest paths of the latent space between pairs of points, at equal steps: straight lines, great circles on a sphere, geodesics in
    /// a Poincare ball. [pairs x steps, latent], pair by pair, ends included.
    /// </summary>
    /// <param name="model">The model that has the latent space.</param>
    /// <param name="ends">Start and end of each path, alternating: [2 x pairs, latent].</param>
    /// <param name="steps">Number of points on a path; at least 2.</param>
    public static float[,] Between(Autoencoder model, float[,] ends, int steps) => Between(ends, steps, model.Modules.Reader.Between);

    /// <summary>Straight lines between pairs of points of a flat space: [pairs x steps, width], pair by pair, ends included.</summary>
    /// <param name="ends">Start and end of each line, alternating: [2 x pairs, width].</param>
    /// <param name="steps">Number of points on a line; at least 2.</param>
    public static float[,] Between(float[,] ends, int steps) => Between(ends, steps, (start, end, share) => ((1 - share) * start) + (share * end));

    private static float[,] Between(float[,] ends, int steps, Func<Tensor, Tensor, Tensor, Tensor> point)
    {
        var (pairs, width) = (ends.GetLength(0) / 2, ends.GetLength(1));
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var each = tensor(ends).narrow(0, 0, 2 * pairs).reshape(pairs, 2, width).repeat_interleave(steps, 0);
        var share = linspace(0, 1, steps, dtype: ScalarType.Float32).repeat(pairs).unsqueeze(1);
        return Rows(point(each.select(1, 0), each.select(1, 1), share));
    }

    /// <summary>
    /// The grid that covers a two-dimensional latent space in equal shares of the prior's mass, so that dense regions get more room:
    /// [steps x steps, 2], row by row, the second dimension falling from top to bottom.
    /// </summary>
    public static float[,] Manifold(Autoencoder model, int steps)
    {
        if (model.Latent != 2)
            throw new HourglassException($"{What("The whole manifold")} can only be shown in 2 dimensions, and this model has {Got(model.Latent)}; " +
                $"{Allowed("traverse its dimensions one at a time")}.");
        var (mean, deviation) = model.PriorMarginals();
        var points = new float[steps * steps, 2];
        for (var i = 0; i < steps * steps; i++)
        {
            points[i, 0] = mean[0] + (deviation[0] * Quantile(i % steps, steps));
            points[i, 1] = mean[1] - (deviation[1] * Quantile(i / steps, steps));
        }

        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return Rows(model.Modules.Reader.FromDecoder(tensor(points)));
    }

    /// <summary>One line per dimension over the range of the prior, with the other dimensions fixed, in flat coordinates: [latent x steps, latent].</summary>
    /// <param name="model">The model.</param>
    /// <param name="centre">Values of the other dimensions; null for the prior's mean.</param>
    /// <param name="steps">Points along each dimension; at least 2.</param>
    public static float[,] Traversals(Autoencoder model, float[]? centre, int steps)
    {
        var (mean, deviation) = model.PriorMarginals();
        var latent = model.Latent;
        var reader = model.Modules.Reader;
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var middle = centre is null ? reader.FromDecoder(tensor(mean).unsqueeze(0)) : tensor(centre).unsqueeze(0);
        var held = Rows(reader.ToDecoder(middle));
        var points = new float[latent * steps, latent];
        for (var i = 0; i < points.GetLength(0); i++)
        {
            for (var j = 0; j < latent; j++) points[i, j] = held[0, j];
            var varied = i / steps;
            points[i, varied] = mean[varied] + (deviation[varied] * Quantile(i % steps, steps));
        }

        return Rows(reader.FromDecoder(tensor(points)));
    }

    private static float[,] Rows(Tensor rows)
    {
        var result = new float[rows.shape[0], rows.shape[1]];
        if (result.Length > 0) Autoencoder.Store(rows, result);
        return result;
    }

    private static float Quantile(int step, int steps) => (float)NormalDistribution.Quantile(Tail + ((1 - (2 * Tail)) * step / (steps - 1)));
}
