using System.Runtime.InteropServices;
using Hourglass.Codes;
using Hourglass.Companions;
using Hourglass.Corruptions;
using Hourglass.Data;
using Hourglass.Engines;
using Hourglass.Files;
using Hourglass.Flows;
using Hourglass.Native;
using Hourglass.Numerics;
using Hourglass.Objectives;
using Hourglass.Passes;
using Hourglass.Persistence;
using Hourglass.Preparation;
using Hourglass.Samplers;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>
/// A model with weights. Methods that take <see cref="Examples"/> expect them in the units of the data source: <see cref="Preparation"/>
/// is applied on the way in and undone on the way out. Any number of threads may encode, decode and reconstruct at the same time, as
/// long as nothing changes the weights. Each result comes as one array or, from the method of the same name with "To", in chunks, for which memory does
/// not grow with the number of rows; the numbers are the same. Progress is reported after each chunk, and a cancelled call throws
/// <see cref="OperationCanceledException"/>.
/// </summary>
public abstract class Autoencoder : IDisposable
{
    private const string Encoding = "encoding";
    private const string Decoding = "decoding";
    private const string Reconstructing = "reconstructing";
    private readonly InferenceEngine inference;

    private protected Autoencoder(Blueprint blueprint, Func<Generator, CodeReader> buildReader, ulong seed)
    {
        Blueprint = blueprint;
        Preparation = DataPreparation.None;
        using var random = Randomness.Generator(seed, RandomPurpose.Initialization);
        Modules = HostRandomness.Kept(() => new AutoencoderModules(blueprint, buildReader, random));
        Modules.eval();
        inference = new InferenceEngine(this);
    }

    /// <summary>The model as a value.</summary>
    public Blueprint Blueprint { get; }

    /// <summary>Converts examples from the units of their source to those of the model and back; fitted on the training examples.</summary>
    public DataPreparation Preparation
    {
        get;
        internal set => field = value.For(Blueprint.Input);
    }

    /// <summary>The shape of one example.</summary>
    public DataShape Shape => Blueprint.Networks.Shape;

    /// <summary>Dimensions of the latent space.</summary>
    public int Latent => Blueprint.Networks.Latent;

    /// <summary>Number of learnt parameters in the encoder and decoder.</summary>
    public long ParameterCount => Modules.parameters().Sum(parameter => parameter.numel());

    /// <summary>Encoder, decoder and prior with their weights.</summary>
    internal AutoencoderModules Modules { get; }

    /// <summary>The code of each example (its mean, for a distribution): [count, latent].</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation and discards it.</param>
    public float[,] Encode(Examples examples, Action<RowsDone>? report = null, CancellationToken cancellation = default) =>
        EncodePrepared(Preparation.Apply(examples), new WorkControl(Encoding, report, cancellation));

    /// <summary>Passes the code of each example (its mean, for a distribution) to <paramref name="write"/>, in rows of <see cref="Latent"/>.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="write">Receives the codes in chunks, in the order of the examples.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation.</param>
    public void EncodeTo(Examples examples, RowWriter write, Action<RowsDone>? report = null, CancellationToken cancellation = default) =>
        RowChunks.Write(inference.Encode(Preparation.Apply(examples)), write, new WorkControl(Encoding, report, cancellation));

    /// <summary>Decodes each latent vector into an example, as the mean of p(x|z) or as a draw from it: [count, size].</summary>
    /// <param name="codes">Latent vectors: [count, latent].</param>
    /// <param name="sample">Whether to draw from p(x|z) instead of giving its mean.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="condition">For a conditional model, the condition of each code: [count, numbers]; null cycles through the classes.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation and discards it.</param>
    public float[,] Decode(float[,] codes, bool sample = false, ulong seed = 0, float[,]? condition = null, Action<RowsDone>? report = null,
        CancellationToken cancellation = default) =>
        RowChunks.ToArray(Decoded(codes, sample, seed, condition), new WorkControl(Decoding, report, cancellation));

    /// <summary>
    /// Decodes each latent vector into an example, as the mean of p(x|z) or as a draw from it, and passes it to <paramref name="write"/>, in rows of the
    /// size of <see cref="Shape"/>.
    /// </summary>
    /// <param name="codes">Latent vectors: [count, latent].</param>
    /// <param name="write">Receives the examples in chunks, in the order of the codes.</param>
    /// <param name="sample">Whether to draw from p(x|z) instead of giving its mean.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="condition">For a conditional model, the condition of each code: [count, numbers]; null cycles through the classes.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation.</param>
    public void DecodeTo(float[,] codes, RowWriter write, bool sample = false, ulong seed = 0, float[,]? condition = null, Action<RowsDone>? report = null,
        CancellationToken cancellation = default) =>
        RowChunks.Write(Decoded(codes, sample, seed, condition), write, new WorkControl(Decoding, report, cancellation));

    /// <summary>Each example encoded (to its mean) and decoded again: [count, size]. A denoising model gives the denoised example.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation and discards it.</param>
    public float[,] Reconstruct(Examples examples, Action<RowsDone>? report = null, CancellationToken cancellation = default) =>
        RowChunks.ToArray(Reconstructed(Preparation.Apply(examples)), new WorkControl(Reconstructing, report, cancellation));

    /// <summary>
    /// Passes each example, encoded (to its mean) and decoded again, to <paramref name="write"/>, in rows of the size of <see cref="Shape"/>. A denoising
    /// model gives the denoised example.
    /// </summary>
    /// <param name="examples">The examples.</param>
    /// <param name="write">Receives the reconstructions in chunks, in the order of the examples.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation.</param>
    public void ReconstructTo(Examples examples, RowWriter write, Action<RowsDone>? report = null, CancellationToken cancellation = default) =>
        RowChunks.Write(Reconstructed(Preparation.Apply(examples)), write, new WorkControl(Reconstructing, report, cancellation));

    /// <summary>Damages examples as in training and cleans them, with a model that was trained to do so.</summary>
    /// <param name="examples">The clean examples.</param>
    /// <param name="seed">Equal seeds give equal damage.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation and discards it.</param>
    /// <exception cref="UsageException">The model was not trained to clean: its blueprint has no corruption.</exception>
    public Denoised Denoise(Examples examples, ulong seed = 0, Action<RowsDone>? report = null, CancellationToken cancellation = default)
    {
        float[,]? given = null, result = null;
        DenoiseTo(examples, (first, damaged, cleaned) =>
        {
            RowChunks.CopyTo(given ??= new float[examples.Count, Shape.Size], first, damaged);
            RowChunks.CopyTo(result ??= new float[examples.Count, Shape.Size], first, cleaned);
        }, seed, report, cancellation);
        return new Denoised(given!, result!);
    }

    /// <summary>
    /// Damages examples as in training, cleans them with a model that was trained to do so, and passes both to <paramref name="write"/>, in rows of the size
    /// of <see cref="Shape"/>.
    /// </summary>
    /// <param name="examples">The clean examples.</param>
    /// <param name="write">Receives the damaged and the cleaned examples in chunks, in the order of the examples.</param>
    /// <param name="seed">Equal seeds give equal damage.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <exception cref="UsageException">The model was not trained to clean: its blueprint has no corruption.</exception>
    public void DenoiseTo(Examples examples, DenoisedRowWriter write, ulong seed = 0, Action<RowsDone>? report = null, CancellationToken cancellation = default)
    {
        if (Blueprint.Corruption is not { } corruption)
            throw new UsageException($"The model '{What(Blueprint.Model)}' was not trained to clean, so there is no damage to show it; " +
                $"{Allowed($"train one such as 'dae', or use {nameof(Reconstruct)}")}.");
        var damaged = new CorruptedExamples(Preparation.Apply(examples), corruption, seed);
        RowChunks.Write(new DenoisedRows(damaged, Reconstructed(damaged)), (first, cleaned) =>
        {
            Preparation.Invert(damaged.Chunk);
            write(first, damaged.Chunk, cleaned);
        }, new WorkControl("denoising", report, cancellation));
    }

    /// <summary>The condition of each example, as encoder and decoder get it: [count, numbers]; null for an unconditional model.</summary>
    /// <exception cref="HourglassException">The examples lack the labels or attributes that the condition needs.</exception>
    public float[,]? ConditionOf(Examples examples) =>
        Blueprint.Networks.Condition is { } condition ? Map(Required(examples), condition.Numbers, condition.Of) : null;

    /// <summary>New examples from latent vectors drawn from the prior or by a sampler; needs no data: [count, size].</summary>
    /// <param name="count">Number of examples.</param>
    /// <param name="seed">Equal seeds give equal examples.</param>
    /// <param name="sample">Whether to draw from p(x|z) instead of giving its mean.</param>
    /// <param name="condition">For a conditional model, the condition of each example: [count, numbers]; null cycles through the classes.</param>
    /// <param name="sampler">Draws the latent vectors; null for the prior.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation and discards it.</param>
    public float[,] Generate(int count, ulong seed = 0, bool sample = false, float[,]? condition = null, FittedSampler? sampler = null,
        Action<RowsDone>? report = null, CancellationToken cancellation = default) =>
        Decode(DrawLatent(count, seed, sampler, report, cancellation), sample, seed, condition, report, cancellation);

    /// <summary>
    /// New examples from latent vectors drawn from the prior or by a sampler, passed to <paramref name="write"/> in rows of the size of <see cref="Shape"/>;
    /// needs no data. Only the latent vectors, [count, latent], are drawn all at once: the numbers of a seed would otherwise depend on the size of chunks.
    /// </summary>
    /// <param name="count">Number of examples.</param>
    /// <param name="write">Receives the examples in chunks.</param>
    /// <param name="seed">Equal seeds give equal examples.</param>
    /// <param name="sample">Whether to draw from p(x|z) instead of giving its mean.</param>
    /// <param name="condition">For a conditional model, the condition of each example: [count, numbers]; null cycles through the classes.</param>
    /// <param name="sampler">Draws the latent vectors; null for the prior.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation.</param>
    public void GenerateTo(int count, RowWriter write, ulong seed = 0, bool sample = false, float[,]? condition = null, FittedSampler? sampler = null,
        Action<RowsDone>? report = null, CancellationToken cancellation = default) =>
        DecodeTo(DrawLatent(count, seed, sampler, report, cancellation), write, sample, seed, condition, report, cancellation);

    /// <summary>Fits a sampler that draws latent vectors of this model. The model must outlive the sampler, and its weights must not change.</summary>
    /// <param name="sampler">The sampler to fit.</param>
    /// <param name="examples">The training examples; null for a sampler that needs none.</param>
    /// <param name="seed">Equal seeds give equal fits.</param>
    /// <param name="report">Receives every event of the fit, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the fit and discards it.</param>
    /// <exception cref="UsageException">The sampler does not support the model's codes, or needs examples.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public FittedSampler FitSampler(Sampler sampler, Examples? examples = null, ulong seed = 1, Action<FitEvent>? report = null,
        CancellationToken cancellation = default) =>
        FittedSampler.Fit(this, sampler, examples, seed, report, cancellation);

    /// <summary>Latent vectors drawn from the prior: [count, latent].</summary>
    public float[,] SamplePrior(int count, ulong seed = 0)
    {
        if (count < 1) throw new UsageException($"The {What("count")} is {Got(count)}; ask for {Allowed("at least 1")}.");
        var codes = new float[count, Latent];
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var random = Randomness.Generator(seed, RandomPurpose.Generation);
        Store(Modules.Prior.Sample(count, random, this), codes);
        return codes;
    }

    /// <summary>Saves the model to a folder: blueprint, preprocessing, weights and a readable model card.</summary>
    /// <param name="folder">A new folder, or one that holds an earlier save of the same model, which is replaced.</param>
    /// <exception cref="HourglassException">The folder cannot be written, or holds a run or another model.</exception>
    public void Save(string folder)
    {
        Runs.ResultPath.RequireReplaceable(folder, Blueprint);
        ModelFolder.SaveDescription(folder, Blueprint, Preparation);
        ModelFolder.SaveWeights(folder, this);
        AtomicFile.WriteText(Path.Combine(folder, ModelCard.File), ModelCard.Write(this));
    }

    /// <summary>Loads a model from the folder of a run or a saved model.</summary>
    /// <remarks><see cref="Runs.Run.Open"/> also gives the outcome of a run, and opens data as its model reads it.</remarks>
    /// <exception cref="HourglassException">The folder is missing, damaged or of a newer version, or its run has no trained weights.</exception>
    public static Autoencoder Load(string folder) =>
        Runs.RunStatus.Of(folder).Refusal is { } refusal ? throw new HourglassException(refusal) : ModelFolder.Load(folder);

    /// <summary>
    /// Mean and standard deviation of the prior along each latent dimension, each [latent]; in flat coordinates if the latent space is curved.
    /// </summary>
    public (float[] Mean, float[] Deviation) PriorMarginals()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var (mean, deviation) = Modules.Prior.Marginals(this);
        return (mean.data<float>().ToArray(), deviation.data<float>().ToArray());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Modules.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>One forward pass with every term of the objective.</summary>
    /// <param name="input">What the encoder sees: [batch].</param>
    /// <param name="target">What the reconstruction is compared with: [batch, size].</param>
    /// <param name="moment">Training step and epoch of the pass.</param>
    /// <param name="random">Draws the latent vectors.</param>
    internal abstract ForwardPass Evaluate(Batch input, Tensor target, Moment moment, Generator random);

    /// <summary>The code of a batch.</summary>
    internal Code Read(Batch batch, double epoch = double.PositiveInfinity) => Modules.Reader.ReadCode(Modules.Encode(batch), epoch);

    /// <summary>Passes draws from the code through the flows and sums their log-Jacobians; the sum is null without flows.</summary>
    internal (Tensor Latent, Tensor? LogJacobian) Push(Tensor start, Pass pass)
    {
        var (latent, sum) = (start, (Tensor?)null);
        if (Modules.Flows.Count == 0) return (latent, sum);
        var context = new FlowContext(pass.Code, pass.Target, pass.Mask, pass.Condition, this, pass.Random);
        foreach (var flow in Modules.Flows)
        {
            (latent, var jacobian) = flow.Push(latent, context);
            sum = sum is null ? jacobian : sum + jacobian;
        }

        return (latent, sum);
    }

    /// <summary>The point of the latent space that stands for each example: [batch, latent].</summary>
    internal Tensor Locate(Code code, Batch batch)
    {
        var location = code.Location;
        if (Modules.Flows.Count == 0) return location;
        using var random = Randomness.Generator(0, RandomPurpose.Evaluation);
        var context = Context(code, batch, random);
        return Modules.Flows.Aggregate(location, (latent, flow) => flow.Locate(latent, context));
    }

    /// <summary>A draw from q(z|x) for each example, flows included; for a deterministic code, its point: [batch, latent].</summary>
    internal Tensor Draw(Batch batch, Generator random)
    {
        var code = Read(batch);
        var start = code.Sample(random);
        var latent = (code as IJointCode)?.Decoded(start) ?? start;
        if (Modules.Flows.Count == 0) return latent;
        var context = Context(code, batch, random);
        return Modules.Flows.Aggregate(latent, (point, flow) => flow.Push(point, context).Latent);
    }

    /// <summary><see cref="Encode"/> for examples that are already prepared.</summary>
    internal float[,] EncodePrepared(Examples prepared, WorkControl control = default) => RowChunks.ToArray(inference.Encode(prepared), control);

    /// <summary>The same, always computed by libtorch.</summary>
    internal float[,] EncodeByTorch(Examples prepared) => RowChunks.ToArray(inference.Encode(prepared, Engine.Torch));

    /// <summary>The points that stand for a batch: [batch, latent].</summary>
    internal Tensor Locate(Batch batch) => Locate(Read(batch), batch);

    /// <summary><see cref="Reconstruct"/> for examples that are already prepared; the result is in the units of the source.</summary>
    internal float[,] ReconstructPrepared(Examples prepared) => RowChunks.ToArray(Reconstructed(prepared));

    /// <summary>Each example encoded and decoded, always by libtorch; in the units of the model.</summary>
    internal float[,] ReconstructByTorch(Examples prepared) => RowChunks.ToArray(inference.Reconstruct(prepared, Engine.Torch));

    /// <summary>
    /// Conditions for new examples with the same frequencies as those of existing ones: the conditions of a random choice of these:
    /// [count, numbers]; null for an unconditional model.
    /// </summary>
    public float[,]? ConditionsLike(Examples examples, int count, ulong seed)
    {
        if (Blueprint.Networks.Condition is null) return null;
        var order = Randomness.Permutation(examples.Count, seed, RandomPurpose.Conditions);
        return ConditionOf(examples.Select([.. Enumerable.Range(0, count).Select(i => order[i % order.Length])]));
    }

    /// <summary>Applies <paramref name="function"/> to batches of rows in the units of the model.</summary>
    internal static float[,] Map(Examples examples, int width, Func<Batch, Tensor> function, WorkControl control = default) =>
        RowChunks.ToArray(TensorRows.Of(examples, width, function), control);

    /// <summary>Copies rows [count, width] into an array.</summary>
    internal static void Store(Tensor rows, float[,] destination) =>
        TensorRows.Copy(rows, MemoryMarshal.CreateSpan(ref destination[0, 0], destination.Length));

    private InvertedRows Decoded(float[,] codes, bool sample, ulong seed, float[,]? condition)
    {
        if (codes.GetLength(0) == 0) throw new UsageException($"There are {Got("no")} {What("codes")} to decode; give {Allowed("at least one")}.");
        if (codes.GetLength(1) != Latent)
            throw new HourglassException($"The {What("codes")} have {Got(codes.GetLength(1))} dimensions, and this model's latent space has {Latent}; give " +
                $"{Allowed("codes computed by this model")}.");
        if (sample && !Blueprint.Loss.IsDensity)
            throw new UsageException($"The {What($"{Blueprint.Loss.GetType().Name.ToLowerInvariant()} loss")} is {Got("not a density")}, so there is " +
                $"nothing to draw from; ask for {Allowed("the mean")}.");
        return new InvertedRows(inference.Decode(codes, Conditions(codes.GetLength(0), condition), sample ? seed : null), Preparation);
    }

    private InvertedRows Reconstructed(Examples prepared) => new(inference.Reconstruct(prepared), Preparation);

    /// <summary>Latent vectors from the prior or by a sampler: [count, latent].</summary>
    internal float[,] DrawLatent(int count, ulong seed, FittedSampler? sampler, Action<RowsDone>? report, CancellationToken cancellation)
    {
        if (sampler?.IsOf(this) == false) throw new UsageException($"The sampler '{What(sampler.Sampler.Name)}' was fitted to another model; " +
            $"{Allowed("fit one to this model")}.");
        return sampler?.Draw(count, seed, report, cancellation) ?? SamplePrior(count, seed);
    }

    private FlowContext Context(Code code, Batch batch, Generator random) =>
        new(code, batch.Rows, Padding.Mask(Shape, batch), Modules.ConditionOf(batch), this, random);

    /// <summary>The condition of generated examples: [count, numbers]; null for an unconditional model.</summary>
    private float[,]? Conditions(int count, float[,]? told)
    {
        if (Blueprint.Networks.Condition is not { } condition)
        {
            if (told is not null) throw new UsageException($"The model '{What(Blueprint.Model)}' is unconditional; {Allowed("omit the condition")}.");
            return null;
        }

        if (told is not null && (told.GetLength(0) != count || told.GetLength(1) != condition.Numbers))
            throw new UsageException($"The {What("condition")} has {Got(told.GetLength(0))} x {told.GetLength(1)} numbers, but {count} codes of this model " +
                $"need {count} x {condition.Numbers}.");
        return told ?? condition.Turns(count);
    }

    private Examples Required(Examples examples)
    {
        Preparation.Require(examples);
        return examples;
    }
}
