using Hourglass.Settings;

namespace Hourglass;

/// <summary>The loss by its name; <see cref="Auto"/> chooses it by the data.</summary>
internal sealed record LossParameter() : Parameter<string>("loss", Auto,
    "likelihood of the decoder output; auto is bernoulli for data in [0, 1], else gaussian")
{
    /// <summary>The name that chooses the loss by the data.</summary>
    public const string Auto = "auto";

    private static IEnumerable<string> Names => LossParameters.Choices.Select(choice => choice.Name).Prepend(Auto);

    /// <inheritdoc/>
    public override string Range => string.Join(" | ", Names);

    /// <inheritdoc/>
    public override string Parse(string text) => Names.FirstOrDefault(name => string.Equals(Plain(name), Plain(text), StringComparison.OrdinalIgnoreCase))
        ?? throw new UsageException($"{What(Name)} is '{Got(text)}'; {Nearest.Hint(text, Names)}give one of {Allowed(Range)} ({Meaning}).");

    // Names of several words were written without hyphens before.
    private static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal);
}
