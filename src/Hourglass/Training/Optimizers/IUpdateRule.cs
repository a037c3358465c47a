using System.Runtime.Intrinsics;

namespace Hourglass.Training;

/// <summary>The arithmetic of one optimizer on one vector of parameters; <see cref="Optimizer"/> holds the only loop.</summary>
internal interface IUpdateRule
{
    /// <summary>Moves <paramref name="parameter"/> against <paramref name="gradient"/>, updating its two state vectors.</summary>
    void Apply(ref Vector512<float> parameter, Vector512<float> gradient, ref Vector512<float> first, ref Vector512<float> second);
}
