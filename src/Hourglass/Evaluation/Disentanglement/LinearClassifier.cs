using static TorchSharp.torch;

namespace Hourglass.Evaluation.Disentanglement;

/// <summary>
/// Multinomial logistic regression on standardised features with a ridge too small to matter but where a feature says nothing new. The bound of D. Böhning, "Multinomial logistic
/// regression algorithm", 1992, on the curvature (half the features' second moments, for any weights) makes every step safe with one matrix
/// inverted, and the result the same however the features are mixed; Nesterov's momentum makes the steps few.
/// </summary>
internal sealed class LinearClassifier
{
    private const int Steps = 300;
    private const double Ridge = 1e-8;

    private readonly Tensor mean;
    private readonly Tensor deviation;
    private readonly Tensor weights;

    /// <summary>Learns from features [count, width] of 64-bit numbers and classes [count] of int64, in the caller's dispose scope.</summary>
    public LinearClassifier(Tensor features, Tensor classes, int size)
    {
        mean = features.mean([0], keepdim: true);
        var spread = (features - mean).square().mean([0], keepdim: true).sqrt();
        deviation = spread.where(spread.gt(0), ones_like(spread));
        var x = Standardised(features);
        var truth = nn.functional.one_hot(classes, size).to_type(float64);
        var count = features.shape[0];
        var identity = eye(x.shape[1], dtype: float64);
        var step = linalg.inv((0.5 / count * x.t().mm(x)) + (Ridge * identity));
        weights = zeros(x.shape[1], size, float64);
        var before = weights.clone();
        for (var i = 0; i < Steps; i++)
        {
            using var scope = NewDisposeScope();
            var ahead = weights + ((weights - before) * (i / (i + 3.0)));
            var slope = (x.t().mm(truth - x.mm(ahead).softmax(1)) / count) - (Ridge * ahead);
            before.copy_(weights);
            weights.copy_(ahead + step.mm(slope));
        }
    }

    /// <summary>The class that features [count, width] speak for: [count].</summary>
    public Tensor Predict(Tensor features) => Standardised(features).mm(weights).argmax(1);

    private Tensor Standardised(Tensor features) => cat([(features - mean) / deviation, ones(features.shape[0], 1, float64)], 1);
}
