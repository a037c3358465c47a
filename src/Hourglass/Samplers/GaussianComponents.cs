using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>A mixture of Gaussians.</summary>
/// <param name="Weights">[components].</param>
/// <param name="Means">[components, dimensions].</param>
/// <param name="Factors">The lower triangular L of each covariance L L': [components, dimensions, dimensions].</param>
internal sealed record GaussianComponents(Tensor Weights, Tensor Means, Tensor Factors) : IDisposable
{
    /// <summary>log w_k + log N(x; m_k, L_k L_k') in nats: [count, components].</summary>
    /// <param name="rows">x: [count, dimensions].</param>
    public Tensor LogJoint(Tensor rows)
    {
        var constant = rows.shape[1] * Math.Log(2 * Math.PI);
        List<Tensor> columns = [];
        for (var k = 0; k < Means.shape[0]; k++)
        {
            using var scope = NewDisposeScope();
            var whitened = (rows - Means[k]).mm(linalg.inv(Factors[k]).t());
            var logDeterminant = Factors[k].diagonal().log().sum();
            columns.Add((Weights[k].log() - logDeterminant - ((whitened.square().sum(1) + constant) * 0.5)).MoveToOuterDisposeScope());
        }

        return stack([.. columns], 1);
    }

    /// <summary>-2 log L + p log n with p free parameters (G. Schwarz, "Estimating the dimension of a model", Annals of Statistics 6, 1978).</summary>
    public double InformationCriterion(Tensor rows)
    {
        var (components, dimensions) = (Means.shape[0], Means.shape[1]);
        var free = components - 1 + (components * dimensions) + (components * dimensions * (dimensions + 1) / 2);
        return (-2 * LogJoint(rows).logsumexp(1).sum().item<double>()) + (free * Math.Log(rows.shape[0]));
    }

    /// <summary>Draws rows: [count, dimensions].</summary>
    public Tensor Draw(int count, Generator random)
    {
        using var scope = NewDisposeScope();
        var chosen = multinomial(Weights, count, replacement: true, generator: random);
        var noise = randn([count, Means.shape[1]], dtype: Means.dtype, generator: random);
        var drawn = empty_like(noise);
        for (var k = 0; k < Means.shape[0]; k++)
        {
            // Component by component, so that no matrix is copied for each draw.
            var places = chosen.eq(k).nonzero().squeeze(1);
            if (places.shape[0] > 0) drawn.index_copy_(0, places, noise.index_select(0, places).mm(Factors[k].t()) + Means[k]);
        }

        return drawn.MoveToOuterDisposeScope();
    }

    /// <summary>Frees the tensors, if no dispose scope does it later.</summary>
    public void Dispose()
    {
        Weights.Dispose();
        Means.Dispose();
        Factors.Dispose();
    }

    /// <summary>Lets the tensors outlive the innermost dispose scope.</summary>
    public GaussianComponents MoveToOuterScope() =>
        new(Weights.MoveToOuterDisposeScope(), Means.MoveToOuterDisposeScope(), Factors.MoveToOuterDisposeScope());
}
