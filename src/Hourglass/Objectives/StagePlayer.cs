using TorchSharp.Modules;

namespace Hourglass.Objectives;

/// <summary>Who minimises what in a stage.</summary>
/// <param name="Owns">The weights that follow this player's loss.</param>
/// <param name="Terms">The terms that make up its loss.</param>
internal sealed record StagePlayer(IReadOnlyList<Parameter> Owns, IReadOnlyList<StageTerm> Terms);
