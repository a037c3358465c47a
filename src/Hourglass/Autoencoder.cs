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
using Hourglass.Persistence;
using Hourglass.Preparation;
using Hourglass.Samplers;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>
/// A model with weights. Methods that take <see cref="Examples"/> expect them in the units of the data source: <see cref="Preparation"/>
/// is applied on the way in and undone on the way out. Any number of threads may encode, decode and reconstruct at the same time, as
/// long as nothing changes the weights.
/// </summary>
public abstract class Autoencoder : IDisposable
{
    private const int InferenceBatch = 512;
    private readonly IInference inference;

    private protected Autoencoder(Blueprint blueprint, Func<Generator, CodeReader> buildReader, ulong seed)
    {
        Blueprint = blueprint;
        Preparation = DataPreparation.None;
        using var random = Randomness.Generator(seed, RandomPurpose.Initialization);
        Modules = HostRandomness.Kept(() => new AutoencoderModules(blueprint, buildReader, random));
        Modules.eval();
        inference = InferenceEngine.For(this);
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
    public float[,] Encode(Examples examples) => EncodePrepared(Preparation.Apply(examples));

    /// <summary>Decodes each latent vector into an example, as the mean of p(x|z) or as a draw from it: [count, size].</summary>
    /// <param name="codes">Latent vectors: [count, latent].</param>
    /// <param name="sample">Whether to draw from p(x|z) instead of giving its mean.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="condition">For a conditional model, the condition of each code: [count, numbers]; null cycles through the classes.</param>
    public float[,] Decode(float[,] codes, bool sample = false, ulong seed = 0, float[,]? condition = null)
    {
        if (codes.GetLength(0) == 0) throw new UsageException("There are no codes to decode; give at least one.");
        if (codes.GetLength(1) != Latent)
            throw new HourglassException($"The codes have {codes.GetLength(1)} dimensions, and this model's latent space has {Latent}; " +
                "give codes computed by this model.");
        if (sample && !Blueprint.Loss.IsDensity)
            throw new UsageException($"The {Blueprint.Loss.GetType().Name.ToLowerInvariant()} loss is not a density, so there is nothing to draw from; " +
                "ask for the mean.");
        if (!sample && condition is null && inference.Decode(codes) is { } decoded) return Preparation.Invert(decoded);
        var result = new float[codes.GetLength(0), Shape.Size];
        using var frozen = no_grad();
        using var random = Randomness.Generator(seed, RandomPurpose.Observation);
        using var all = tensor(codes);
        using var conditions = Conditions(codes.GetLength(0), condition);
        for (var start = 0; start < codes.GetLength(0); start += InferenceBatch)
        {
            using var scope = NewDisposeScope();
            var rows = Math.Min(InferenceBatch, codes.GetLength(0) - start);
            var output = Modules.Decode(all.narrow(0, start, rows), conditions?.narrow(0, start, rows));
            Store(sample ? Blueprint.Loss.Sample(output, random) : Blueprint.Loss.Mean(output), result, start);
        }

        return Preparation.Invert(result);
    }

    /// <summary>Each example encoded (to its mean) and decoded again: [count, size]. A denoising model gives the denoised example.</summary>
    public float[,] Reconstruct(Examples examples) => ReconstructPrepared(Preparation.Apply(examples));

    /// <summary>Damages examples as in training and cleans them, with a model that was trained to do so.</summary>
    /// <param name="examples">The clean examples.</param>
    /// <param name="seed">Equal seeds give equal damage.</param>
    /// <exception cref="UsageException">The model was not trained to clean: its blueprint has no corruption.</exception>
    public Denoised Denoise(Examples examples, ulong seed = 0)
    {
        if (Blueprint.Corruption is not { } corruption)
            throw new UsageException($"The model '{Blueprint.Model}' was not trained to clean, so there is no damage to show it; " +
                $"train one such as 'dae', or use {nameof(Reconstruct)}.");
        var damaged = Corrupted.Of(Preparation.Apply(examples), corruption, seed);
        return new Denoised(Preparation.Invert(damaged.ToRows()), ReconstructPrepared(damaged));
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
    public float[,] Generate(int count, ulong seed = 0, bool sample = false, float[,]? condition = null, FittedSampler? sampler = null)
    {
        if (sampler?.IsOf(this) == false) throw new UsageException($"The sampler '{sampler.Sampler.Name}' was fitted to another model; fit one to this model.");
        return Decode(sampler?.Draw(count, seed) ?? SamplePrior(count, seed), sample, seed, condition);
    }

    /// <summary>Fits a sampler that draws latent vectors of this model. The model must outlive the sampler, and its weights must not change.</summary>
    /// <param name="sampler">The sampler to fit.</param>
    /// <param name="examples">The training examples; null for a sampler that needs none.</param>
    /// <param name="seed">Equal seeds give equal fits.</param>
    /// <param name="report">Receives the epochs of the fit; may be null.</param>
    /// <param name="cancellation">Stops the fit and discards it.</param>
    /// <exception cref="UsageException">The sampler does not support the model's codes, or needs examples.</exception>
    public FittedSampler FitSampler(Sampler sampler, Examples? examples = null, ulong seed = 1, Action<FitEvent>? report = null,
        CancellationToken cancellation = default) =>
        FittedSampler.Fit(this, sampler, examples, seed, report, cancellation);

    /// <summary>Latent vectors drawn from the prior: [count, latent].</summary>
    public float[,] SamplePrior(int count, ulong seed = 0)
    {
        if (count < 1) throw new UsageException($"The count is {count}; ask for at least 1.");
        var codes = new float[count, Latent];
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var random = Randomness.Generator(seed, RandomPurpose.Generation);
        Store(Modules.Prior.Sample(count, random, this), codes, 0);
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
    internal float[,] EncodePrepared(Examples prepared) => inference.Encode(prepared) ?? EncodeByTorch(prepared);

    /// <summary>The same, always computed by libtorch.</summary>
    internal float[,] EncodeByTorch(Examples prepared) => Map(prepared, Latent, Locate);

    /// <summary>The points that stand for a batch: [batch, latent].</summary>
    internal Tensor Locate(Batch batch) => Locate(Read(batch), batch);

    /// <summary><see cref="Reconstruct"/> for examples that are already prepared; the result is in the units of the source.</summary>
    internal float[,] ReconstructPrepared(Examples prepared) => Preparation.Invert(inference.Reconstruct(prepared) ?? ReconstructByTorch(prepared));

    /// <summary>Each example encoded and decoded, always by libtorch; in the units of the model.</summary>
    internal float[,] ReconstructByTorch(Examples prepared) =>
        Map(prepared, Shape.Size, batch => Blueprint.Loss.Mean(Modules.Decode(Locate(batch), Modules.ConditionOf(batch))));

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
    internal static float[,] Map(Examples examples, int width, Func<Batch, Tensor> function)
    {
        var result = new float[examples.Count, width];
        using var frozen = no_grad();
        using var batches = new BatchReader(examples, InferenceBatch);
        for (var start = 0; start < examples.Count; start += InferenceBatch)
        {
            using var scope = NewDisposeScope();
            Store(function(batches.Read(start)), result, start);
        }

        return result;
    }

    /// <summary>Copies rows [count, width] into an array, beginning at row <paramref name="start"/>.</summary>
    internal static void Store(Tensor rows, float[,] destination, int start)
    {
        using var contiguous = rows.contiguous();
        var width = destination.GetLength(1);
        var target = MemoryMarshal.CreateSpan(ref destination[start, 0], (int)rows.shape[0] * width);
        MemoryMarshal.Cast<byte, float>(contiguous.bytes).CopyTo(target);
    }

    private FlowContext Context(Code code, Batch batch, Generator random) =>
        new(code, batch.Rows, Padding.Mask(Shape, batch), Modules.ConditionOf(batch), this, random);

    /// <summary>The condition of generated examples: [count, numbers]; null for an unconditional model.</summary>
    private Tensor? Conditions(int count, float[,]? told)
    {
        if (Blueprint.Networks.Condition is not { } condition)
        {
            if (told is not null) throw new UsageException($"The model '{Blueprint.Model}' is unconditional; omit the condition.");
            return null;
        }

        if (told is not null && (told.GetLength(0) != count || told.GetLength(1) != condition.Numbers))
            throw new UsageException($"The condition has {told.GetLength(0)} x {told.GetLength(1)} numbers, but {count} codes of this model " +
                $"need {count} x {condition.Numbers}.");
        return tensor(told ?? condition.Turns(count));
    }

    private Examples Required(Examples examples)
    {
        Preparation.Require(examples);
        return examples;
    }
}
