using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Flows;
using Hourglass.Losses;
using Hourglass.Priors;
using TorchSharp;
using static TorchSharp.torch;

namespace Hourglass.Tests.Contracts;

/// <summary>A linear-Gaussian model x = W z + b + s e with z, e ~ N(0, I), whose density N(b, W W' + s^2 I) is known, and flows in its posterior.</summary>
internal sealed class FlowCase : IDisposable
{
    private const double Deviation = 0.8;
    private const int Size = 3;

    public FlowCase(IReadOnlyList<Flow> flows, int latent = 2, Prior? prior = null)
    {
        var context = flows.OfType<InverseAutoregressive>().Select(flow => flow.Context).DefaultIfEmpty().Max();
        Model = (Recipes.Vae(Networks.Dense(DataShape.Row(Size), hidden: [], latent), new Gaussian(Deviation)) with
        {
            Code = new GaussianSpec(context),
            Flows = [.. flows],
            Prior = prior ?? new StandardNormal(),
        }).Build(seed: 3);
        Model.Modules.to(ScalarType.Float64);
        using var frozen = no_grad();
        using var random = new Generator(4);
        foreach (var flow in Model.Modules.Flows)
        {
            // Steps that go somewhere.
            foreach (var size in flow.modules().OfType<StepSize>()) size.parameters().Single().fill_(Math.Log(0.1 / (StepSize.Most - 0.1)));
            foreach (var parameter in flow.parameters())
                parameter.add_(randn(parameter.shape, dtype: float64, generator: random), alpha: 0.3 / Math.Sqrt(parameter.shape[^1]));
        }

        // Variance 1 covers every posterior, so that the weights have a small variance.
        var weights = Model.Modules.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter, StringComparer.Ordinal);
        weights["encoder.dense1.weight"].narrow(0, latent, latent).zero_();
        weights["encoder.dense1.bias"].narrow(0, 0, latent).fill_(0.1);
        weights["decoder.dense1.bias"].copy_(tensor(new[] { 0.2, -0.1, 0.3 }));
        Decoder = weights["decoder.dense1.weight"].detach();
        Bias = weights["decoder.dense1.bias"].detach();
        Rows = tensor(new[] { 0.5, -0.4, 0.9, 0.2, -0.1, 0.3, -0.7, 0.6, 0.1 }).reshape(3, Size);
    }

    public Autoencoder Model { get; }

    /// <summary>W: [size, latent].</summary>
    public Tensor Decoder { get; }

    public Tensor Bias { get; }

    /// <summary>Some examples: [3, size].</summary>
    public Tensor Rows { get; }

    /// <summary>What a flow may look at for these rows: [rows].</summary>
    public FlowContext Context(Tensor rows, Generator random) => new(Model.Read(new Batch(rows)), rows, Mask: null, Condition: null, Model, random);

    /// <summary>log N(x; b, W C W' + s^2 I): [rows].</summary>
    /// <param name="covariance">C, the covariance of z; I when null.</param>
    public Tensor Exact(Tensor? covariance = null)
    {
        covariance ??= eye(Decoder.shape[1], dtype: float64);
        var full = Decoder.mm(covariance).mm(Decoder.t()) + (eye(Size, dtype: float64) * (Deviation * Deviation));
        var offset = Rows - Bias;
        var square = (offset.mm(linalg.inv(full)) * offset).sum(1);
        return (square + linalg.slogdet(full).Item2 + (Size * Math.Log(2 * Math.PI))) * -0.5;
    }

    /// <summary>The Jacobian of a map of rows that do not influence each other: [rows, outputs, inputs].</summary>
    public static Tensor Jacobian(Func<Tensor, Tensor> map, Tensor point)
    {
        using var enabled = enable_grad();
        var input = point.detach().clone().requires_grad_();
        var output = map(input);
        return stack([.. Enumerable.Range(0, (int)output.shape[1]).Select(i => autograd.grad([output.select(1, i).sum()], [input], retain_graph: true)[0])], 1);
    }

    public void Dispose() => Model.Dispose();
}
