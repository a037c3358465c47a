using Hourglass.Engines.Fused.Memory;

namespace Hourglass.Engines.Fused.Ordered;

/// <summary>The parameters of the networks of columns in order.</summary>
/// <param name="LatentWeight">The weights of the inputs: [columns x units, inputs].</param>
/// <param name="HiddenBias">[columns x units].</param>
/// <param name="Vectors">The vectors of all readers: [vectors, units].</param>
/// <param name="LevelsWeight">[units, outputs].</param>
/// <param name="LevelsBias">[outputs].</param>
internal sealed record OrderedParameters(ParameterMemory LatentWeight, ParameterMemory HiddenBias, ParameterMemory Vectors, ParameterMemory LevelsWeight,
    ParameterMemory LevelsBias);
