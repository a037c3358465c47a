using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Hourglass.Tests.Objectives;

/// <summary>Penalties on Jacobians, held against the whole Jacobian, which autograd gives one output at a time.</summary>
public sealed class JacobianTermTests
{
    private const int Draws = 4000;
    private static readonly DataShape Row = DataShape.Row(6);

    [Theory]
    [InlineData(Activation.Sigmoid)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Linear)]
    [InlineData(Activation.Relu)]
    public void Contraction_of_one_layer_is_exact(Activation activation)
    {
        using var scope = NewDisposeScope();
        using var model = Double(Recipes.Contractive(Networks.Dense(Row, [], 3), codeActivation: activation));
        var rows = Drawn.Normal([4, 6], float64);
        var expected = WholeJacobian(x => model.Read(new Batch(x)).Location, rows) * 0.25;
        Assert.True(Contraction(model, rows, 0.25).allclose(expected, 1e-10, 1e-12));
        using var frozen = no_grad();
        Assert.True(Contraction(model, rows, 0.25).allclose(expected, 1e-10, 1e-12));
    }

    [Fact]
    public void Contraction_leaves_out_what_the_encoder_is_told()
    {
        using var scope = NewDisposeScope();
        var networks = Networks.Dense(Row, [], 3) with { Condition = new LabelCondition(2) };
        using var model = Double(Recipes.Contractive(networks));
        var batch = new Batch(Drawn.Normal([4, 6], float64), tensor(new[] { 0L, 1, 1, 0 }));
        var expected = WholeJacobian(x => model.Read(batch with { Rows = x }).Location, batch.Rows);
        using var random = new Generator(1);
        var pass = new Pass(model, model.Read(batch), batch, batch.Rows, 1, new Moment(0, 4), random);
        Assert.True(new Contraction(1).Evaluate((PointCode)pass.Code, pass).allclose(expected, 1e-10, 1e-12));
    }

    [Theory]
    [InlineData("dense")]
    [InlineData("conv")]
    public void Contraction_of_deeper_encoders_is_unbiased(string network)
    {
        using var scope = NewDisposeScope();
        var shape = network == "dense" ? Row : new DataShape(1, 4, 4);
        var networks = network == "dense" ? Networks.Dense(shape, [5], 3, Activation.Tanh) : Networks.Conv(shape, [2], 3, activation: Activation.Tanh);
        using var model = Double(Recipes.Contractive(networks));
        var one = Drawn.Normal([1, shape.Size], float64);
        var expected = WholeJacobian(x => model.Read(new Batch(x)).Location, one).item<double>();
        AssertUnbiased(expected, Contraction(model, one.expand(Draws, shape.Size), 1));
        using var frozen = no_grad();
        AssertUnbiased(expected, Contraction(model, one.expand(Draws, shape.Size), 1));
    }

    [Fact]
    public void The_gradient_penalty_of_the_decoder_is_unbiased()
    {
        using var scope = NewDisposeScope();
        using var model = Double(Recipes.RegularizedGradient(Networks.Dense(Row, [5], 3, Activation.Tanh)));
        var one = Drawn.Normal([1, 6], float64);
        var latent = model.Read(new Batch(one)).Location;
        var expected = WholeJacobian(z => model.Modules.Decode(z, null), latent).item<double>() * 0.5;
        AssertUnbiased(expected, Penalty());
        using var frozen = no_grad();
        AssertUnbiased(expected, Penalty());

        Tensor Penalty()
        {
            var pass = TestPass.Of(model, one.expand(Draws, 6));
            return new DecoderSmoothness(0.5).Evaluate(pass.Code, pass);
        }
    }

    [Fact]
    public void The_norms_of_codes_and_decoder_are_sums_of_squares()
    {
        using var scope = NewDisposeScope();
        using var model = Double(Recipes.RegularizedL2(Networks.Dense(Row, [5], 2)));
        var pass = TestPass.Of(model, Drawn.Uniform([3, 6], float64));
        var code = new PointCode(tensor(new[,] { { 1.0, -2 }, { 3, 0 }, { 0, 0 } }));
        Assert.Equal([0.25, 0.45, 0], new LatentNorm(0.1).Evaluate(code, pass).data<double>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
        foreach (var weights in model.Modules.Decoder.parameters())
        {
            using var frozen = no_grad();
            weights.fill_(2);
        }

        // 2 x 5 + 5 and 5 x 6 + 6 numbers, each of square 4.
        Assert.All(new DecoderNorm(0.5).Evaluate(code, pass).data<double>().ToArray(), nats => Assert.Equal(0.5 * 4 * 51, nats, 1e-9));
    }

    private static Autoencoder Double(Blueprint blueprint)
    {
        var model = blueprint.Build(2);
        model.Modules.to(ScalarType.Float64);
        return model;
    }

    private static Tensor Contraction(Autoencoder model, Tensor rows, double rate)
    {
        var pass = TestPass.Of(model, rows);
        return new Contraction(rate).Evaluate((PointCode)pass.Code, pass);
    }

    /// <summary>||dy/dx||_F^2 of each row: [rows].</summary>
    private static Tensor WholeJacobian(Func<Tensor, Tensor> map, Tensor at)
    {
        var point = at.detach().requires_grad_();
        var image = map(point);
        var outputs = Enumerable.Range(0, (int)image.shape[1]);
        return outputs
            .Select(i => autograd.grad([image.select(1, i).sum()], [point], retain_graph: true)[0].square().sum(1))
            .Aggregate((a, b) => a + b);
    }

    private static void AssertUnbiased(double expected, Tensor estimates)
    {
        var standardError = estimates.std().item<double>() / Math.Sqrt(Draws);
        Assert.InRange(standardError, 1e-9, 0.05 * expected);
        Assert.Equal(expected, estimates.mean().item<double>(), 4 * standardError);
    }
}
