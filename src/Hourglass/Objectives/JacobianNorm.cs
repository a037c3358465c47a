using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>Squared Frobenius norms of Jacobians, differentiable where gradients are being recorded.</summary>
internal static class JacobianNorm
{
    /// <summary>
    /// An unbiased estimate of ||dy/dx||_F^2 for each row from one backward pass: E||J' s||^2 = ||J||_F^2 for random signs s
    /// (Hutchinson 1990). [rows].
    /// </summary>
    /// <param name="map">y = map(x), rows independent of each other.</param>
    /// <param name="at">x: [rows, numbers].</param>
    /// <param name="random">Draws the signs.</param>
    public static Tensor Estimate(Func<Tensor, Tensor> map, Tensor at, Generator random)
    {
        var learns = is_grad_enabled();
        using var recording = enable_grad();
        var point = at.requires_grad ? at : at.detach().requires_grad_();
        var image = map(point);
        using var coins = rand(image.shape, dtype: image.dtype, generator: random).ge(0.5);
        var signs = (coins.to_type(image.dtype) * 2) - 1;
        return Gradient((image * signs).sum(), point, learns).square().sum(1);
    }

    /// <summary>The derivative of an elementwise function at each number of <paramref name="at"/>.</summary>
    public static Tensor Derivative(Func<Tensor, Tensor> function, Tensor at)
    {
        var learns = is_grad_enabled();
        using var recording = enable_grad();
        var point = at.requires_grad ? at : at.detach().requires_grad_();
        return Gradient(function(point).sum(), point, learns);
    }

    private static Tensor Gradient(Tensor scalar, Tensor point, bool learns) =>
        autograd.grad([scalar], [point], create_graph: learns, retain_graph: learns)[0];
}
