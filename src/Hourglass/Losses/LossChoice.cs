using Hourglass.Numerics;
using Hourglass.Settings;

namespace Hourglass.Losses;

/// <summary>
/// How people choose a loss by name, <c>--set loss=NAME</c>. A loss has it as a public static property, by which it is found; a loss without one is
/// for programs only.
/// </summary>
/// <param name="Name">The name; lower case.</param>
/// <param name="Meaning">What the loss is, in one line.</param>
/// <param name="Create">Makes the loss of its options.</param>
public sealed record LossChoice(string Name, string Meaning, Func<LossSettings, Loss> Create)
{
    /// <summary>The options that this loss alone has.</summary>
    public ValueList<Parameter> Options { get; init; } = [];
}
