using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Flows;

/// <summary>A learnt step size for each dimension, kept in (0, <see cref="Most"/>).</summary>
internal sealed class StepSize : nn.Module
{
    /// <summary>The range and the meaning of the option.</summary>
    public const double LeastStart = 1e-6;

    /// <inheritdoc cref="LeastStart"/>
    public const double MostStart = 0.49;

    /// <inheritdoc cref="LeastStart"/>
    public const string Meaning = "initial size of a leapfrog step; learnt during training";

    /// <summary>Far beyond the longest step with which a leapfrog is accurate.</summary>
    public const double Most = 0.5;

    private readonly Parameter logit;

    public StepSize(int dimensions, double start)
        : base(nameof(StepSize))
    {
        logit = nn.Parameter(full(dimensions, Math.Log(start / (Most - start)), dtype: ScalarType.Float32));
        register_parameter("logit", logit);
    }

    /// <summary>[dimensions].</summary>
    public Tensor Value => logit.sigmoid() * Most;
}
