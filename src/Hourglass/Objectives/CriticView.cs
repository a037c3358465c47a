using Hourglass.Critics;
using static TorchSharp.torch;

namespace Hourglass.Objectives;

/// <summary>
/// What the critic sees of a pass. Of latent vectors, the real ones are draws from the prior and the generated ones the codes; of examples,
/// the real ones are the data's and the generated ones the reconstructions and the decoded draws from the prior. Nothing is detached: a player's
/// gradient reaches what it owns and no more.
/// </summary>
/// <param name="Real">The critic's features of the real inputs: [rows, features].</param>
/// <param name="Made">Its features of each kind of generated input: [rows, features] each.</param>
internal sealed record CriticView(Tensor Real, IReadOnlyList<Tensor> Made)
{
    /// <summary>The view of a pass, computed once and shared by the terms that use it.</summary>
    public static CriticView Of(Pass pass) => pass.Shared(nameof(CriticView), () => View(pass));

    /// <summary>Lists why a model cannot have this view.</summary>
    /// <param name="blueprint">The model.</param>
    /// <param name="judges">The required input of the critic; null for any.</param>
    public static IEnumerable<MessageText> Violations(Blueprint blueprint, CriticInput? judges = null)
    {
        if (blueprint.Critic is null) yield return $"The {What("objective")} plays against a critic, and the model has none; give {Allowed("it one")}.";
        else if (judges is { } wanted && blueprint.Critic.Judges != wanted)
            yield return $"The {What("objective")} needs a critic of {Got(Text(wanted))}, and the model's looks at {Text(blueprint.Critic.Judges)}.";
        if (!blueprint.Others.Any(player => player.Owns.Contains("critic")))
            yield return $"{What("No player")} owns the critic, so it would be trained to agree with the model; give {Allowed("it a player")}.";
    }

    private static CriticView View(Pass pass)
    {
        var critic = pass.Model.Modules.Critic!;
        if (pass.Model.Blueprint.Critic!.Judges == CriticInput.Latent) return new CriticView(critic.Features(pass.Fresh), [critic.Features(pass.Latent)]);
        return new CriticView(critic.Features(Seen(pass.Target)),
            [critic.Features(Seen(pass.Loss.Mean(pass.Output))), critic.Features(Seen(pass.Loss.Mean(pass.FreshOutput)))]);

        Tensor Seen(Tensor examples) => pass.Mask is { } mask ? examples * mask : examples;
    }

    private static string Text(CriticInput input) => input == CriticInput.Latent ? "latent vectors" : "examples";
}
