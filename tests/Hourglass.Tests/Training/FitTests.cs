using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Training;

namespace Hourglass.Tests.Training;

/// <summary>The calls that train a model and give it back.</summary>
public sealed class FitTests
{
    private static readonly Blueprint Small = Recipes.Vae(Networks.Dense(DataShape.Row(6), [8], 2), new Gaussian());
    private static readonly TrainingOptions Unending = new() { Epochs = 1_000_000, BatchSize = 8 };

    [Fact]
    public async Task Fit_and_FitAsync_give_the_same_model()
    {
        var options = new TrainingOptions { Epochs = 2, BatchSize = 8 };
        var fitted = Trainer.Fit(Small, Rows(), options, cancellation: TestContext.Current.CancellationToken);
        using var model = fitted.Model;
        using var other = await Trainer.FitAsync(Small, Rows(), options, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(StopReason.Finished, fitted.Stopped.Reason);
        Assert.Equal(2, fitted.Stopped.Epochs);
        Assert.Equal(TrainingRun.WeightsOf(model), TrainingRun.WeightsOf(other));
    }

    [Fact]
    public void A_cancelled_Fit_gives_the_model_as_it_stands()
    {
        using var source = new CancellationTokenSource();
        var fitted = Trainer.Fit(Small, Rows(), Unending, report: StopAfterAnEpoch(source), cancellation: source.Token);
        using var model = fitted.Model;
        Assert.Equal(StopReason.Interrupted, fitted.Stopped.Reason);
        Assert.Equal(1, fitted.Stopped.Epochs);
        Assert.Equal(30, model.Encode(Rows()).GetLength(0));
    }

    [Fact]
    public void A_cancelled_fit_of_principal_components_is_interrupted()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var fitted = Trainer.Fit(Recipes.Pca(DataShape.Row(6), 2), Rows(), cancellation: source.Token);
        using var model = fitted.Model;
        Assert.Equal((StopReason.Interrupted, 0), (fitted.Stopped.Reason, fitted.Stopped.Epochs));
    }

    [Fact]
    public async Task A_cancelled_FitAsync_is_a_cancelled_task()
    {
        using var source = new CancellationTokenSource();
        var task = Trainer.FitAsync(Small, Rows(), Unending, report: StopAfterAnEpoch(source), cancellation: source.Token);
        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.True(task.IsCanceled);
        Assert.Contains("Stopped on request in epoch 2", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FitAsync_does_not_begin_what_is_cancelled_already()
    {
        var seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Trainer.FitAsync(Small, Rows(), Unending, report: _ => seen++,
            cancellation: new CancellationToken(canceled: true)));
        Assert.Equal(0, seen);
    }

    [Fact]
    public void Examples_that_cannot_be_read_end_a_training_with_what_reading_threw()
    {
        var calls = 0;
        var broken = new CountedExamples(Rows(), Read) { Armed = true };
        Assert.Equal("The disk is gone.",
            Assert.Throws<HourglassException>(() => Trainer.Fit(Small, broken, Unending, cancellation: TestContext.Current.CancellationToken)).Message);

        void Read()
        {
            if (++calls > 5) throw new HourglassException("The disk is gone.");
        }
    }

    [Fact]
    public void One_pass_over_the_data_is_made_before_the_first_step()
    {
        // It gives the range, the moments that the decoder's bias and the learnt scale start at, and a scaling if one is needed.
        var passes = 0;
        var blueprint = Recipes.Vae(Networks.Dense(DataShape.Row(6), [8], 2), new LearnedGaussian());
        using var trainer = new Trainer(blueprint, new CountedExamples(Rows(), () => passes++) { Armed = true },
            new TrainingOptions { OutputBias = OutputBias.Mean });
        trainer.Model.Dispose();
        Assert.Equal(1, passes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Blocks_of_neighbours_train_another_model_that_is_the_same_whoever_reads(int window)
    {
        var options = new TrainingOptions { Epochs = 3, BatchSize = 8, ShuffleBlock = 5, ShuffleWindow = window, Validation = 0.2 };
        using var ahead = TrainingRun.Finished(Small, Rows(), options);
        using var waits = new TrainingRun(Small, Rows(), options);
        waits.Trainer.ReadsAhead = false;
        waits.Run();
        using var anywhere = TrainingRun.Finished(Small, Rows(), options with { ShuffleBlock = 0 });
        Assert.Equal(ahead.Weights, waits.Weights);
        Assert.NotEqual(ahead.Weights, anywhere.Weights);
    }

    private static Action<RunEvent> StopAfterAnEpoch(CancellationTokenSource source) => happened =>
    {
        if (happened is EpochDone) source.Cancel();
    };

    private static FloatExamples Rows()
    {
        var random = new Random(3);
        return new FloatExamples([.. Enumerable.Range(0, 30 * 6).Select(_ => random.NextSingle())], DataShape.Row(6));
    }
}
