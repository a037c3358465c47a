using Hourglass.Numerics;
using Hourglass.Settings;

namespace Hourglass.Losses;

/// <summary>
/// Selects a loss by name, <c>--set loss=NAME</c>. It is found as a public static property of the loss; a loss without one is
/// only available to programs.
/// </summary>
/// <param name="Name">The name; lower case.</param>
/// <param name="Meaning">Description of the loss, in one line.</param>
/// <param name="Create">Creates the loss from its options.</param>
public sealed record LossChoice(string Name, string Meaning, Func<LossSettings, Loss> Create)
{
    /// <summary>The options of this loss only.</summary>
    public ValueList<Parameter> Options { get; init; } = [];

    /// <summary>The choice of a loss that is entirely described by its options.</summary>
    /// <param name="name">The name; lower case.</param>
    /// <param name="meaning">Description of the loss, in one line.</param>
    /// <param name="options">The options of the loss.</param>
    public static LossChoice Of<TLoss>(string name, string meaning, OptionSet<TLoss> options)
        where TLoss : Loss => new(name, meaning, given => given.Read(options)) { Options = [.. options.Parameters] };
}
