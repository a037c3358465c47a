using Hourglass.Data;
using Hourglass.Objectives;
using Hourglass.Tables;
using static TorchSharp.torch;

namespace Hourglass.Tests.Tables;

/// <summary>The distribution of unknown cells given the known ones, against exact sums.</summary>
public sealed class RowCompletionTests
{
    [Theory]
    [InlineData("vae")]
    public void Weighted_draws_of_the_code_give_the_distribution_of_the_model(string recipe)
    {
        const int Draws = 12_000;
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var random = new Generator(3);
        var networks = Networks.Dense(DataShape.Row(10), [8], 1);
        using var model = (recipe == "vae" ? Recipes.Vae(networks, TinyTable.Loss) : Recipes.FlowVae(networks, flows: 2, loss: TinyTable.Loss)).Build(3);
        // The code is near the prior and the decoder strong: it is the weights that tell what the known cells say.
        foreach (var (name, parameter) in model.Modules.named_parameters()) parameter.mul_(name.StartsWith("decoder", StringComparison.Ordinal) ? 2.5 : 0.3);
        model.Modules.eval();
        var rows = TinyTable.Without(TinyTable.All(), 2);
        var completed = new RowCompletion(model, Draws).Complete(new Batch(rows), random);
        Assert.Equal([TinyTable.Rows, Draws, 10L], completed.Rows.shape);
        Assert.True((completed.Weights!.sum(1) - 1).abs().max().item<float>() < 1e-4);
        Assert.Equal(0f, completed.Rows.select(2, 9).abs().sum().item<float>());
        var estimate = (completed.Logits.narrow(2, 5, 3).softmax(2) * completed.Weights.unsqueeze(2)).sum(1);
        var plain = completed.Logits.narrow(2, 5, 3).softmax(2).mean([1L]);
        var places = linspace(-7, 7, 1401).unsqueeze(1);
        var output = model.Modules.Decode(places, null);
        var (furthest, improved) = (0f, 0f);
        for (var row = 0; row < TinyTable.Rows; row++)
        {
            var logWeight = (places.square().squeeze(1) * -0.5) - TinyTable.Loss.NegativeLogLikelihood(output, rows.narrow(0, row, 1).expand(1401, 10));
            var exact = (TinyTable.LogitsOf(output + TinyTable.Loss.EmptyExcluded(output.dtype), 2).softmax(1) * logWeight.softmax(0).unsqueeze(1)).sum([0]);
            furthest = Math.Max(furthest, (estimate[row] - exact).abs().max().item<float>());
            improved = Math.Max(improved, (plain[row] - exact).abs().max().item<float>());
        }

        Assert.True(furthest < 0.03, $"The estimate is off by {furthest}.");
        Assert.True(improved > 2 * furthest, $"Equal weights are off by {improved} and these by {furthest}: the test says nothing about weights.");
    }

    [Fact]
    public void Codes_without_a_density_have_equal_weights()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var random = new Generator(3);
        using var model = Recipes.Ae(Networks.Dense(DataShape.Row(10), [8], 2), TinyTable.Loss).Build(3);
        model.Modules.eval();
        var completed = new RowCompletion(model, 5).Complete(new Batch(TinyTable.Without(TinyTable.All(), 0)), random);
        Assert.True((completed.Weights! - 0.2).abs().max().item<float>() < 1e-6);
    }

    [Fact]
    public void Columns_in_order_give_the_distribution_of_each_cell_and_draws_that_keep_the_known_ones()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var random = new Generator(3);
        var networks = Networks.Dense(DataShape.Row(10), [8], 2) with { Decoder = new OrderedSpec([.. TinyTable.Blocks], 8, ContextNetworks: 3) };
        var plain = Recipes.Vae(networks, TinyTable.Loss);
        using var model = (plain with { Objective = [.. plain.Objective, new Completion()] }).Build(3);
        model.Modules.eval();
        var rows = TinyTable.Without(TinyTable.All(), 0, 2);
        var completed = new RowCompletion(model, 7).Complete(new Batch(rows), random);
        Assert.Equal([TinyTable.Rows, 7L, 10L], completed.Rows.shape);
        Assert.Equal([TinyTable.Rows, 3L, 8L], completed.Logits.shape);
        Assert.Null(completed.Weights);
        Assert.True(completed.Rows.narrow(2, 3, 3).equal(rows.narrow(1, 3, 3).unsqueeze(1).expand(-1, 7, -1)).all().item<bool>());
        Assert.True(completed.Rows.narrow(2, 0, 3).sum(2).eq(1).all().item<bool>());
        Assert.Equal(0f, completed.Rows.select(2, 9).sum().item<float>());
        Assert.Equal([TinyTable.Rows, 0L, 10L], new RowCompletion(model, 0).Complete(new Batch(rows), random).Rows.shape);
    }

    [Fact]
    public void Columns_in_order_that_have_not_learnt_to_fill_cells_weight_draws_of_the_code()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var random = new Generator(3);
        var networks = Networks.Dense(DataShape.Row(10), [8], 2) with { Decoder = new OrderedSpec([.. TinyTable.Blocks], 8, ContextNetworks: 0) };
        using var model = Recipes.Vae(networks, TinyTable.Loss).Build(3);
        foreach (var parameter in model.Modules.Decoder.parameters()) parameter.mul_(3);
        model.Modules.eval();
        var completed = new RowCompletion(model, 50).Complete(new Batch(TinyTable.Without(TinyTable.All(), 2)), random);
        Assert.True((completed.Weights!.sum(1) - 1).abs().max().item<float>() < 1e-4);
        Assert.True(completed.Weights!.max().item<float>() > 0.04, "The weights are about equal.");
        Assert.Equal(0f, completed.Rows.select(2, 9).sum().item<float>());
        var plain = Recipes.Vae(networks, TinyTable.Loss);
        Assert.Contains("context_networks", Assert.Throws<UsageException>(() => (plain with { Objective = [.. plain.Objective, new Completion()] }).Build()).Message,
            StringComparison.Ordinal);
    }
}
