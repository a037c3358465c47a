namespace Hourglass.Objectives;

/// <summary>How the density of the aggregate posterior q(z) = (1/N) sum_n q(z|x_n) over the whole set is estimated from a batch.</summary>
public enum AggregateEstimator
{
    /// <summary>
    /// Minibatch-weighted sampling (Chen et al. 2018, section 3.1): 1 / (N B) for every example of the batch. A lower bound of
    /// log q(z): figures are shifted by a constant, about log N per density, which does not affect gradients.
    /// </summary>
    Weighted,

    /// <summary>
    /// Minibatch-stratified sampling (Chen et al. 2018, appendix C.2): 1/N for the example's own posterior, the rest for those of the others. The
    /// estimate of q(z) is unbiased.
    /// </summary>
    Stratified,
}
