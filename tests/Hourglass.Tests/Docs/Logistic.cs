// <page>
using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Messages;
using Hourglass.Settings;
using static TorchSharp.torch;

namespace Hourglass.Tests.Docs;

/// <summary>Independent logistic features of one fixed scale: close to the squared error near the mean, and to the absolute error far from it.</summary>
/// <param name="Scale">s in the density 1 / (4 s cosh^2((x - m) / 2s)).</param>
public sealed record Logistic(
    [property: Setting("scale of the logistic loss, in units of the data", Name = "logistic_scale", AboveZero = true)]
    double Scale = 0.1) : IndependentLoss
{
    private static readonly OptionSet<Logistic> Declared = new(() => new Logistic());

    /// <summary>For users: <c>--set loss=logistic logistic_scale=0.2</c>.</summary>
    public static LossChoice Choice { get; } = LossChoice.Of("logistic", "squared error for small residuals, absolute error for large ones", Declared);

    /// <summary>The decoder output is the mean itself.</summary>
    public override LinkFunction? Link => LinkFunction.Identity;

    /// <summary>The initial bias of the decoder output.</summary>
    public override double? StartAt(double mean) => mean;

    /// <summary>One sentence per problem.</summary>
    public override IEnumerable<MessageText> Violations(DataShape shape) => Declared.Violations(this);

    /// <summary>-log p of each feature in nats, constants included: [batch, size].</summary>
    public override Tensor PerFeature(Tensor output, Tensor target)
    {
        var distance = (target - output) / Scale;
        return distance + ((-distance).softplus() * 2) + Math.Log(Scale);
    }

    /// <summary>[batch, size].</summary>
    public override Tensor Mean(Tensor output) => output.alias();

    /// <summary>By the inverse distribution function, m + s log(u / (1 - u)): [batch, size].</summary>
    public override Tensor Sample(Tensor output, Generator random)
    {
        const double Least = 1e-7;
        var uniform = rand(output.shape, dtype: output.dtype, generator: random).clamp(Least, 1 - Least);
        return output + ((uniform / (1 - uniform)).log() * Scale);
    }
}
