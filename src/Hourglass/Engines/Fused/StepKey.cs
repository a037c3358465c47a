using Hourglass.Kernels.Elementwise;

namespace Hourglass.Engines.Fused;

/// <summary>The key of a step's random numbers, which are a function of seed, step, use and place.</summary>
internal sealed class StepKey
{
    /// <summary>The key of the step at hand.</summary>
    public ulong Value { get; set; }

    /// <summary>The random numbers for one use.</summary>
    public CounterRandom For(StepUse use) => new(Value, (uint)use);
}
