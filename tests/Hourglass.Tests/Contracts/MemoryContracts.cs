using Hourglass.Data;
using Hourglass.Engines;
using Hourglass.Evaluation;
using Hourglass.Training;
using TorchSharp;

namespace Hourglass.Tests.Contracts;

/// <summary>Training holds no more tensors after thousands of steps than after hundreds. The figures are those of the thread that trains.</summary>
[Collection(AloneCollection.Name)]
public sealed class MemoryContracts
{
    private const long Slack = 64L << 20;

    public static TheoryData<string> Few => ContractCase.Names(ContractCase.Few);

    [Fact]
    public void A_likelihood_of_many_examples_takes_no_more_memory_than_one_of_few()
    {
        var shape = new DataShape(1, 28, 28);
        using var model = Recipes.Vae(Networks.Dense(shape, [256], 8)).Build();
        var examples = new FloatExamples([.. Enumerable.Range(0, 64 * shape.Size).Select(i => i * 37 % 101 / 100f)], shape);
        _ = ImportanceSampling.OfDrawn(model, examples, 500, seed: 1, Engine.Torch);
        var before = Environment.WorkingSet;
        for (var i = 0; i < 3; i++) _ = ImportanceSampling.OfDrawn(model, examples, 500, seed: 1, Engine.Torch);
        Assert.True(Environment.WorkingSet - before < 2 * Slack, $"Memory grew by {Environment.WorkingSet - before:N0} bytes.");
    }

    [Theory]
    [MemberData(nameof(Few))]
    public void Memory_stays_flat(string name)
    {
        var contract = ContractCase.Of(name);
        // Tensors are counted exactly, so hundreds of steps show a leak; the basic recipes show that thousands are no different.
        var epochs = contract.IsBasic ? 11 : 3;
        var options = new TrainingOptions { Epochs = epochs, BatchSize = 1, Validation = 0.05 };
        var live = new List<long>();
        var resident = new List<long>();
        var statistics = DisposeScopeManager.Statistics;
        using var run = new TrainingRun(contract.Blueprint(), contract.Examples(211), options);
        using var scope = torch.NewDisposeScope();
        run.Trainer.Run(TestContext.Current.CancellationToken, () =>
        {
            live.Add(statistics.ThreadTotalLiveCount);
            resident.Add(Environment.WorkingSet);
        });
        Assert.True(live.Count >= epochs);
        Assert.True(run.Trainer.State.Step >= epochs * 200);
        Assert.Equal(live[0], live[^1]);
        Assert.True(resident[^1] - resident[0] < Slack, $"Memory grew by {resident[^1] - resident[0]:N0} bytes.");
    }
}
