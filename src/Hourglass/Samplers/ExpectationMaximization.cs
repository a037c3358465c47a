using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// Fits mixtures of Gaussians with full covariances, in 64 bits, by the EM algorithm (Dempster, Laird and Rubin 1977) from clusters of
/// k-means. A small multiple of the identity is added to each covariance, so that a component with no more examples than dimensions has a density too.
/// </summary>
internal static class ExpectationMaximization
{
    private const double Floor = 1e-6;
    private const double Tolerance = 1e-5;

    /// <summary>Fits a mixture; its tensors belong to the caller's dispose scope.</summary>
    /// <param name="rows">[count, dimensions] of 64-bit numbers of variance about 1.</param>
    /// <param name="components">Number of components; at least 1.</param>
    /// <param name="iterations">Maximum number of steps; fewer if the likelihood has converged.</param>
    /// <param name="random">Draws the start.</param>
    /// <param name="proceed">Called before each step; may throw to stop the fit.</param>
    public static GaussianComponents Fit(Tensor rows, int components, int iterations, Generator random, Action proceed)
    {
        using var scope = NewDisposeScope();
        var fitted = Start(rows, components, random);
        var last = double.NegativeInfinity;
        for (var i = 0; i < iterations; i++)
        {
            proceed();
            using var step = NewDisposeScope();
            var joint = fitted.LogJoint(rows);
            var each = joint.logsumexp(1, keepdim: true);
            var likelihood = each.mean().item<double>();
            if (likelihood - last < Tolerance) break;
            last = likelihood;
            var next = Maximize(rows, (joint - each).exp()).MoveToOuterScope();
            fitted.Dispose();
            fitted = next;
        }

        return fitted.MoveToOuterScope();
    }

    /// <summary>
    /// The mixture with the smallest Bayesian information criterion; more components are tried until several consecutive numbers are no better. Except
    /// for a single component, each must have more rows than dimensions: with fewer, the covariance is singular, and the criterion would reward an
    /// unbounded density that only results from <see cref="Floor"/>.
    /// </summary>
    /// <param name="rows">[count, dimensions] of 64-bit numbers of variance about 1.</param>
    /// <param name="most">Maximum number of components.</param>
    /// <param name="iterations">Maximum number of steps for each mixture.</param>
    /// <param name="generator">Gives the random numbers for a mixture of this many components.</param>
    /// <param name="proceed">Called before each step of EM; may throw to stop the fit.</param>
    public static int ChooseComponents(Tensor rows, int most, int iterations, Func<int, Generator> generator, Action proceed)
    {
        const int Patience = 3;
        var (best, least) = (1, double.PositiveInfinity);
        for (var components = 1; components <= Math.Min(most, rows.shape[0]) && components - best <= Patience; components++)
        {
            using var scope = NewDisposeScope();
            using var random = generator(components);
            var fitted = Fit(rows, components, iterations, random, proceed);
            var fewest = fitted.Weights.min().item<double>() * rows.shape[0];
            if (components > 1 && fewest < rows.shape[1] + 1) continue;
            var criterion = fitted.InformationCriterion(rows);
            if (criterion < least) (best, least) = (components, criterion);
        }

        return best;
    }

    private static GaussianComponents Start(Tensor rows, int components, Generator random)
    {
        using var scope = NewDisposeScope();
        return Maximize(rows, nn.functional.one_hot(Clusters.Of(rows, components, random), components).to_type(rows.dtype)).MoveToOuterScope();
    }

    private static GaussianComponents Maximize(Tensor rows, Tensor responsibilities)
    {
        // An empty component keeps a negligible share, which avoids a division by zero.
        var shares = responsibilities.sum([0L]).clamp_min(1e-10);
        var means = responsibilities.t().mm(rows) / shares.unsqueeze(1);
        var floor = eye(rows.shape[1], dtype: rows.dtype) * Floor;
        List<Tensor> factors = [];
        for (var k = 0; k < means.shape[0]; k++)
        {
            using var scope = NewDisposeScope();
            var offsets = rows - means[k];
            var covariance = (offsets * responsibilities.select(1, k).unsqueeze(1)).t().mm(offsets) / shares[k];
            factors.Add(linalg.cholesky(covariance + floor).MoveToOuterDisposeScope());
        }

        return new GaussianComponents(shares / shares.sum(), means, stack([.. factors]));
    }
}
