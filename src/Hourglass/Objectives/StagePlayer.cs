using TorchSharp.Modules;

namespace Hourglass.Objectives;

/// <summary>A player of a stage.</summary>
/// <param name="Owns">The weights that this player trains.</param>
/// <param name="Terms">The terms that make up its loss.</param>
internal sealed record StagePlayer(IReadOnlyList<Parameter> Owns, IReadOnlyList<StageTerm> Terms);
