using Hourglass.Kernels.Elementwise;

namespace Hourglass.Engines.Fused.Memory;

/// <summary>The key of a step's random numbers, which are a function of seed, step, use and place.</summary>
internal sealed class StepKey
{
    /// <summary>The key of the step at hand.</summary>
    public ulong Value { get; set; }

    /// <summary>The random numbers for one use.</summary>
    /// <param name="purpose">What for.</param>
    /// <param name="index">Which of several layers that use them so.</param>
    public CounterRandom For(NoisePurpose purpose, int index = 0) => new(Value, (uint)purpose + (uint)index);
}
