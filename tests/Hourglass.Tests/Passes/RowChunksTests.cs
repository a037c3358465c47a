using System.Runtime.InteropServices;
using Hourglass.Corruptions;
using Hourglass.Data;
using Hourglass.Engines;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Passes;
using Hourglass.Preparation;
using Hourglass.Tests.Contracts;
using TorchSharp;

namespace Hourglass.Tests.Passes;

/// <summary>Results in chunks: the numbers of one pass over all rows, in bounded memory, and cancelled between chunks.</summary>
public sealed class RowChunksTests
{
    // One chunk and a part of a batch.
    private const int Count = 2100;
    private const int FirstChunk = 2048;

    /// <summary>Every call that gives rows in chunks, or as an array from the same chunks.</summary>
    private static readonly Dictionary<string, Call> Calls = new(StringComparer.Ordinal)
    {
        ["encode"] = (model, examples, write, report, stop) => write(0, Flat(model.Encode(examples, report, stop))),
        ["encode to"] = (model, examples, write, report, stop) => model.EncodeTo(examples, write, report, stop),
        ["reconstruct"] = (model, examples, write, report, stop) => write(0, Flat(model.Reconstruct(examples, report, stop))),
        ["reconstruct to"] = (model, examples, write, report, stop) => model.ReconstructTo(examples, write, report, stop),
        ["denoise"] = (model, examples, write, report, stop) => write(0, Flat(model.Denoise(examples, 3, report, stop).Cleaned)),
        ["denoise to"] = (model, examples, write, report, stop) => model.DenoiseTo(examples, (first, _, rows) => write(first, rows), 3, report, stop),
        ["generate"] = (model, examples, write, report, stop) => write(0, Flat(model.Generate(examples.Count, report: report, cancellation: stop))),
        ["generate to"] = (model, examples, write, report, stop) => model.GenerateTo(examples.Count, write, report: report, cancellation: stop),
        ["sample to"] = (model, examples, write, report, stop) =>
            model.GenerateTo(examples.Count, write, sample: true, report: report, cancellation: stop),
        ["decode"] = (model, examples, write, report, stop) =>
            write(0, Flat(model.Decode(model.SamplePrior(examples.Count), report: report, cancellation: stop))),
        ["decode to"] = (model, examples, write, report, stop) =>
            model.DecodeTo(model.SamplePrior(examples.Count), write, report: report, cancellation: stop),
    };

    private delegate void Call(Autoencoder model, Examples examples, RowWriter write, Action<RowsDone> report, CancellationToken cancellation);

    public static TheoryData<string> Models => ContractCase.Names(ContractCase.Few);

    public static TheoryData<string> CallNames => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Models))]
    public void Chunks_have_the_numbers_of_one_pass(string name)
    {
        var contract = ContractCase.Of(name);
        using var model = contract.Blueprint().Build(1);
        var engine = new InferenceEngine(model);
        var examples = contract.Examples(Count);
        Same(OnePass(engine.Encode(examples)), model.Latent, write => model.EncodeTo(examples, write), model.Encode(examples));
        Same(OnePass(engine.Reconstruct(examples)), model.Shape.Size, write => model.ReconstructTo(examples, write), model.Reconstruct(examples));
        var condition = model.Blueprint.Networks.Condition?.Turns(Count);
        foreach (var sample in new[] { false, true })
        {
            if (sample && !model.Blueprint.Loss.IsDensity) continue;
            Same(
                OnePass(engine.Decode(model.SamplePrior(Count, seed: 5), condition, sample ? 5 : null)),
                model.Shape.Size,
                write => model.GenerateTo(Count, write, seed: 5, sample),
                model.Generate(Count, seed: 5, sample));
        }

        if (model.Blueprint.Corruption is not { } corruption) return;
        using var random = Randomness.Generator(7, RandomPurpose.Corruption);
        var damaged = OnePass(TensorRows.Of(examples, model.Shape.Size, batch => corruption.Apply(batch.Rows, random)));
        Same(damaged, model.Shape.Size, write => model.DenoiseTo(examples, (first, rows, _) => write(first, rows), 7), model.Denoise(examples, 7).Damaged);
        var cleaned = OnePass(engine.Reconstruct(new FloatExamples(damaged, model.Shape).With(examples.Side)));
        Same(cleaned, model.Shape.Size, write => model.DenoiseTo(examples, (first, _, rows) => write(first, rows), 7), model.Denoise(examples, 7).Cleaned);
    }

    [Fact]
    public void Series_of_different_lengths_have_the_numbers_of_one_pass()
    {
        var shape = new DataShape(1, 7, 3);
        var random = new Random(1);
        var values = new FloatExamples([.. Enumerable.Range(0, Count * shape.Size).Select(_ => random.NextSingle())], shape);
        var examples = values.With(new SideData(Lengths: [.. Enumerable.Range(0, Count).Select(i => 1 + (i % 7))]));
        using var model = Recipes.Seq2Seq(new Networks(shape, 3, new RecurrentSpec(Units: 5), new RecurrentSpec(Units: 5))).Build(1);
        var engine = new InferenceEngine(model);
        Same(OnePass(engine.Encode(examples)), model.Latent, write => model.EncodeTo(examples, write), model.Encode(examples));
        Same(OnePass(engine.Reconstruct(examples)), shape.Size, write => model.ReconstructTo(examples, write), model.Reconstruct(examples));
    }

    [Fact]
    public void Chunks_are_in_the_units_of_the_source()
    {
        var shape = DataShape.Row(9);
        var random = new Random(1);
        var examples = new FloatExamples([.. Enumerable.Range(0, Count * shape.Size).Select(i => (random.NextSingle() * 100 * (i % 9)) - 300)], shape);
        using var model = (Recipes.Ae(Networks.Dense(shape, [8], 4), new Gaussian()) with { Corruption = new GaussianNoise(0.1, Clip: false) }).Build(1);
        var scaled = OnePass(new InferenceEngine(model).Reconstruct(DataPreparation.Fit(ScalingKind.Standard, examples).Apply(examples)));
        model.Preparation = DataPreparation.Fit(ScalingKind.Standard, examples);
        model.Preparation.Invert(scaled);
        Same(scaled, shape.Size, write => model.ReconstructTo(examples, write), model.Reconstruct(examples));
        var damaged = model.Denoise(examples).Damaged;
        Assert.InRange(Enumerable.Range(0, Count).Average(i => damaged[i, 8]), 60, 140);
    }

    [Fact]
    public void Memory_does_not_grow_with_the_rows()
    {
        var shape = new DataShape(1, 28, 28);
        using var model = Recipes.Ae(Networks.Dense(shape, [8], 2)).Build(1);
        var few = new ByteExamples(new byte[3000 * shape.Size], shape);
        var many = few.Select([.. Enumerable.Range(0, 24_000).Select(i => i % few.Count)]);
        model.ReconstructTo(few, (_, _) => { });
        var before = GC.GetAllocatedBytesForCurrentThread();
        model.ReconstructTo(many, (_, _) => { });
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(taken, FirstChunk * shape.Size * sizeof(float), 2 * FirstChunk * shape.Size * sizeof(float));
        Assert.True(taken < (long)many.Count * shape.Size * sizeof(float) / 5, $"{taken:N0} bytes");
    }

    [Theory]
    [MemberData(nameof(CallNames))]
    public void A_call_is_cancelled_by_the_receiver_of_its_progress(string call)
    {
        foreach (var flow in new[] { false, true })
        {
            using var model = Model(flow);
            var examples = ContractCase.Of("dae dense 1x12x10 bernoulli").Examples(Count);

            // Plans are compiled once.
            Calls[call](model, examples, (_, _) => { }, _ => { }, CancellationToken.None);
            using var stop = new CancellationTokenSource();
            List<RowsDone> progress = [];
            var written = 0;
            var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            var stopped = Assert.ThrowsAny<OperationCanceledException>(() => Calls[call](
                model,
                examples,
                (_, rows) => written += rows.Length,
                done =>
                {
                    progress.Add(done);
                    stop.Cancel();
                },
                stop.Token));
            Assert.Equal(stop.Token, stopped.CancellationToken);
            Assert.Equal((FirstChunk, Count), (Assert.Single(progress).Done, progress[0].Total));
            var width = call.StartsWith("encode", StringComparison.Ordinal) ? model.Latent : model.Shape.Size;
            Assert.Equal(call.EndsWith(" to", StringComparison.Ordinal) ? FirstChunk * width : 0, written);
            Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

            // The model can be used as before.
            Calls[call](model, examples, (_, _) => { }, progress.Add, TestContext.Current.CancellationToken);
            Assert.Equal((Count, Count), (progress[^1].Done, progress[^1].Total));
        }
    }

    [Theory]
    [MemberData(nameof(CallNames))]
    public void A_call_that_is_cancelled_before_it_starts_computes_nothing(string call)
    {
        using var model = Model(flow: false);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Calls[call](model, ContractCase.Of("dae dense 1x12x10 bernoulli").Examples(Count),
            (_, _) => Assert.Fail("Rows were written."), _ => Assert.Fail("Progress was reported."), stop.Token));
    }

    [Fact]
    public void What_the_receiver_of_rows_throws_is_thrown()
    {
        using var model = Model(flow: false);
        var examples = ContractCase.Of("dae dense 1x12x10 bernoulli").Examples(Count);
        var live = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Assert.Throws<InvalidTimeZoneException>(() => model.DenoiseTo(examples, (_, _, _) => throw new InvalidTimeZoneException()));
        Assert.Equal(live, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    /// <summary>A denoising model of the fused engine, or one with flows, which only libtorch computes.</summary>
    private static Autoencoder Model(bool flow)
    {
        var networks = Networks.Dense(new DataShape(1, 12, 10), [16], 3);
        var noise = new Masking(0.2);
        return flow ? (Recipes.FlowVae(networks) with { Corruption = noise }).Build(1) : Recipes.Denoising(networks, noise).Build(1);
    }

    private static float[] OnePass(RowComputation computation)
    {
        using var owned = computation;
        var rows = new float[computation.Count * computation.Width];
        computation.Compute(0, rows, CancellationToken.None);
        return rows;
    }

    private static void Same(float[] expected, int width, Action<RowWriter> compute, float[,] array)
    {
        Assert.Equal((expected.Length / width, width), (array.GetLength(0), array.GetLength(1)));
        Assert.Equal(expected, Flat(array));
        var rows = 0;
        var chunks = 0;
        compute((first, chunk) =>
        {
            Assert.Equal(rows, first);
            Assert.True(chunk.SequenceEqual(expected.AsSpan(first * width, chunk.Length)), $"The rows from {first} on differ.");
            rows += chunk.Length / width;
            chunks++;
        });
        Assert.Equal((expected.Length / width, 2), (rows, chunks));
    }

    private static float[] Flat(float[,] rows) => MemoryMarshal.CreateReadOnlySpan(ref rows[0, 0], rows.Length).ToArray();
}
