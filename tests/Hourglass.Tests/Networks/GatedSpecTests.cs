using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass.Tests;

public sealed class GatedSpecTests
{
    [Theory]
    [InlineData(Activation.Linear)]
    [InlineData(Activation.Tanh)]
    public void Each_hidden_layer_is_multiplied_by_its_gate(Activation activation)
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(3);
        using var body = new GatedSpec([4], activation).BuildEncoder(DataShape.Row(5), 2, random);
        var weights = body.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter, StringComparer.Ordinal);
        Assert.Equal([8, 5], weights["dense1.weight"].shape);
        using var frozen = no_grad();
        weights["dense1.bias"].copy_(randn(8, generator: random));
        var input = randn(3, 5, generator: random);
        var (value, gate) = (input.mm(weights["dense1.weight"][..4].t()) + weights["dense1.bias"][..4],
            input.mm(weights["dense1.weight"][4..].t()) + weights["dense1.bias"][4..]);
        var expected = ((activation == Activation.Tanh ? value.tanh() : value) * gate.sigmoid()).mm(weights["dense2.weight"].t());
        Assert.True((body.call(input) - expected).abs().max().item<float>() < 1e-5);
    }

    [Fact]
    public void A_gated_network_is_asked_for_by_name_and_refuses_what_it_has_not()
    {
        var recipe = Catalog.Find("vae");
        var traits = new DataTraits(DataShape.Row(6), true, 0);
        Assert.Equal(new GatedSpec([8, 4]), recipe.ToBlueprint(Read("[8,4]"), traits).Networks.Encoder);
        Assert.Contains("support neither", Assert.Throws<UsageException>(() => recipe.ToBlueprint(Read("[8]", ("dropout", "0.1")), traits)).Message,
            StringComparison.Ordinal);
        Assert.Contains("0 units", Assert.Throws<UsageException>(() => Recipes.Vae(new Networks(DataShape.Row(6), 2, new GatedSpec([0]),
            new GatedSpec([4]))).Build()).Message, StringComparison.Ordinal);

        Hourglass.Settings.SettingValues Read(string hidden, params (string Name, string Value)[] others)
        {
            Dictionary<string, string> values = new(StringComparer.Ordinal) { ["network"] = "gated", ["hidden"] = hidden, ["latent"] = "2" };
            foreach (var (name, value) in others) values[name] = value;
            return recipe.Read(values);
        }
    }
}
