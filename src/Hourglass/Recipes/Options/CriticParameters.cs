using Hourglass.Critics;
using Hourglass.Numerics;
using Hourglass.Settings;

namespace Hourglass;

/// <summary>Options of critics.</summary>
internal static class CriticParameters
{
    public static readonly IntegersParameter Hidden = new("critic_hidden", [256, 256], "widths of the critic's hidden layers; at least one");

    public static readonly NumberParameter Rest = new("critic_rest", 0.4, 0, 0.69,
        "mean cross-entropy in nats below which the critic is not updated; 0 always updates it");

    /// <summary>A critic of latent vectors with these hidden layers; the last one gives its features.</summary>
    /// <exception cref="UsageException">There are no hidden layers.</exception>
    public static CriticSpec OfLatent(ValueList<int>? hidden)
    {
        hidden ??= Hidden.Default!;
        if (hidden.Count == 0) throw new UsageException($"{What("critic_hidden")} is {Got("[]")}; give {Allowed("at least one hidden layer, such as [256]")}.");
        return new CriticSpec(new DenseSpec([.. hidden.Take(hidden.Count - 1)], Activation.Silu), hidden[^1], CriticInput.Latent);
    }

    /// <summary>A critic of examples with the encoder's body.</summary>
    public static CriticSpec OfExamples(Networks networks, int features) => new(networks.Encoder, features, CriticInput.Example);
}
