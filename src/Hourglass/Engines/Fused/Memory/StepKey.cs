using Hourglass.Kernels.Elementwise;

namespace Hourglass.Engines.Fused.Memory;

/// <summary>The key of a step's random numbers, which are a function of seed, step, purpose and position.</summary>
internal sealed class StepKey
{
    /// <summary>The key of the current step.</summary>
    public ulong Value { get; set; }

    /// <summary>The random numbers for one purpose.</summary>
    /// <param name="purpose">The purpose.</param>
    /// <param name="index">Index among several layers with this purpose.</param>
    public CounterRandom For(NoisePurpose purpose, int index = 0) => new(Value, (uint)purpose + (uint)index);
}
