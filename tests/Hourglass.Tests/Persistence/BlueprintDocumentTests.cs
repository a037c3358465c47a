using System.Text.Json;
using Hourglass.Codes;
using Hourglass.Corruptions;
using Hourglass.Critics;
using Hourglass.Data;
using Hourglass.Files;
using Hourglass.Flows;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Persistence;
using Hourglass.Priors;
using Hourglass.Schedules;
using Hourglass.Training;

namespace Hourglass.Tests.Persistence;

/// <summary>No part of a blueprint is lost on the way to its file and back.</summary>
public sealed class BlueprintDocumentTests
{
    /// <summary>A blueprint in which every part differs from what it is by default.</summary>
    private static Blueprint<GaussianCode> Full => Recipes.Vae(new Networks(new DataShape(1, 4, 6), 3, new DenseSpec([7]), new DenseSpec([5]),
        new LabelCondition(2))) with
    {
        Model = "of-all-parts",
        Code = new GaussianSpec(),
        Loss = new Gaussian(0.3),
        Prior = new VampPrior(4),
        Flows = [new Planar(), new Radial()],
        Particles = 5,
        Critic = new CriticSpec(new DenseSpec([9]), 4, CriticInput.Example),
        Corruption = new Masking(0.25),
        Binarization = Binarization.Static,
        Objective = [new Reconstruction(), new Kl { Weight = new Warmup(4, 10), PathDerivative = false }],
        Players = [new Player<GaussianCode>("critic", ["critic"], [new PermutationTest { Weight = 0.5 }])],
        Phases = [new GradientDescent(), new GradientDescent()],
    };

    [Fact]
    public void Every_part_comes_back()
    {
        var back = (Blueprint<GaussianCode>)BackAndForth(Full);
        Assert.Equal(Full, back);
        Assert.Equal((5, Binarization.Static, "of-all-parts"), (back.Particles, back.Binarization, back.Model));
        Assert.Equal(0.5, back.Players.Single().Objective.Single().Spec.Weight.At(0));
        Assert.Equal(2, ((Kl)back.Objective[1]).Weight.At(5));
    }

    [Fact]
    public void A_file_is_read_without_the_parts_that_the_first_files_did_not_have()
    {
        var plain = Recipes.Vae(Networks.Dense(DataShape.Row(6), [4], 2));
        var document = JsonSerializer.SerializeToNode(BlueprintDocument.Of(plain), Json.Options)!.AsObject();
        foreach (var later in new[] { "condition", "flows", "particles", "critic", "players" }) Assert.True(document.Remove(later));
        Assert.Equal(plain, Json.Convert<BlueprintDocument>(document, "The file").ToBlueprint());
    }

    [Theory]
    [InlineData("objective")]
    [InlineData("players")]
    public void A_term_of_another_kind_of_code_is_refused_wherever_it_stands(string place)
    {
        var document = BlueprintDocument.Of(Full) with { Code = new PointSpec() };
        document = place == "objective"
            ? document with { Players = [] }
            : document with { Objective = [new Reconstruction()], Players = [new PlayerSpec("decoder", ["decoder"], [new Kl()])] };
        Assert.Contains("puts the term Kl on a PointCode", Assert.Throws<HourglassException>(document.ToBlueprint).Message, StringComparison.Ordinal);
    }

    private static Blueprint BackAndForth(Blueprint blueprint) =>
        Json.Parse<BlueprintDocument>(JsonSerializer.Serialize(BlueprintDocument.Of(blueprint), Json.Options), "The file").ToBlueprint();
}
