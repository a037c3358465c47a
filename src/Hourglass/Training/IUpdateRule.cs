using System.Numerics;

namespace Hourglass.Training;

/// <summary>The arithmetic of one optimizer on one vector of parameters; <see cref="Optimizer"/> holds the only loop.</summary>
internal interface IUpdateRule
{
    /// <summary>Moves <paramref name="parameter"/> against <paramref name="gradient"/>, updating its two state vectors.</summary>
    void Apply(ref Vector<float> parameter, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second);
}
