using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Flows;
using Hourglass.Objectives;
using Hourglass.Priors;
using Hourglass.Training;

namespace Hourglass.Tests;

/// <summary>Parts that do not fit each other are refused before anything is built.</summary>
public sealed class BlueprintTests
{
    private static readonly Networks Small = Networks.Dense(DataShape.Row(6), [4], 2);

    [Fact]
    public void Flows_are_for_gaussian_codes()
    {
        Assert.Contains("code is a VonMisesFisherSpec; omit the flows", Refusal(Recipes.SphereVae(Small) with { Flows = [new Planar()] }),
            StringComparison.Ordinal);
        Assert.Contains("code is a PointSpec; omit the flows", Refusal(Recipes.Ae(Small) with { Flows = [new Radial()] }), StringComparison.Ordinal);
        using var model = (Recipes.LadderVae(Small) with { Flows = [new Planar()] }).Build();
        Assert.Single(model.Modules.Flows);
    }

    [Fact]
    public void An_objective_has_terms()
    {
        Assert.Contains("objective without terms", Refusal(Recipes.Ae(Small) with { Objective = [] }), StringComparison.Ordinal);
        Assert.Contains("objective without terms", Refusal(Recipes.Vae(Small) with { Players = [new Player<GaussianCode>("decoder", ["decoder"], [])] }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_player_owns_something()
    {
        using var model = (Recipes.Vae(Small) with { Players = [new Player<GaussianCode>("second", ["decodr"], [new Reconstruction()])] }).Build();
        var refusal = Assert.Throws<UsageException>(() => new ObjectiveStage(model, 1));
        Assert.Contains("'second' owns [decodr], but no remaining part", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("give it some of encoder, decoder.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_doubly_reparameterised_gradient_has_a_prior_that_is_not_the_encoders() => Assert.Contains(
        "VampPrior is made of the encoder",
        Refusal(Recipes.Iwae(Small, gradient: GradientKind.DReG) with { Prior = new VampPrior(3) }),
        StringComparison.Ordinal);

    private static string Refusal(Blueprint blueprint) => Assert.Throws<UsageException>(() => blueprint.Build()).Message;
}
