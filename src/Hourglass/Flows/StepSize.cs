using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Flows;

/// <summary>A learnt step size for each dimension, kept in (0, <see cref="Most"/>).</summary>
internal sealed class StepSize : nn.Module
{
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

    /// <summary>Lists why an initial step size is out of range.</summary>
    public static IEnumerable<string> Violations(double start)
    {
        if (!(start > 0 && start < Most)) yield return $"The flow's step size is {start}; give a number above 0 and below {Most}, such as 0.01.";
    }
}
