using Hourglass.Codes;
using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Persistence;
using Hourglass.Preprocessing;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>
/// A model with weights. Methods that take <see cref="Examples"/> expect them as the data source gives them: the fitted scaling
/// is applied on the way in and undone on the way out.
/// </summary>
public abstract class Autoencoder : IDisposable
{
    private const int InferenceBatch = 512;

    private protected Autoencoder(Blueprint blueprint, int numbersPerDimension, ulong seed)
    {
        Blueprint = blueprint;
        var networks = blueprint.Networks;
        using var random = Randomness.Generator(seed, RandomPurpose.Initialization);
        Modules = new AutoencoderModules(
            networks.Encoder.BuildEncoder(networks.Shape, networks.Latent * numbersPerDimension, random),
            networks.Decoder.BuildDecoder(networks.Latent, networks.Shape, random),
            blueprint.Prior.Build(networks.Latent));
    }

    /// <summary>The model as a value.</summary>
    public Blueprint Blueprint { get; }

    /// <summary>The scaling fitted on the training data.</summary>
    public Scaling Scaling { get; set; } = Scaling.None;

    /// <summary>The shape of one example.</summary>
    public DataShape Shape => Blueprint.Networks.Shape;

    /// <summary>Dimensions of the latent space.</summary>
    public int Latent => Blueprint.Networks.Latent;

    /// <summary>How many numbers the encoder and decoder learn.</summary>
    public long ParameterCount => Modules.parameters().Sum(parameter => parameter.numel());

    /// <summary>Encoder, decoder and prior with their weights.</summary>
    internal AutoencoderModules Modules { get; }

    /// <summary>The code of each example (its mean, for a distribution): [count, latent].</summary>
    public float[,] Encode(Examples examples) => EncodeScaled(Scaled(examples));

    /// <summary>The example that each latent vector stands for, as the mean of p(x|z) or as a draw from it: [count, size].</summary>
    /// <param name="codes">Latent vectors: [count, latent].</param>
    /// <param name="sample">Whether to draw from p(x|z) instead of giving its mean.</param>
    /// <param name="seed">Decides the draws.</param>
    public float[,] Decode(float[,] codes, bool sample = false, ulong seed = 0)
    {
        if (codes.GetLength(1) != Latent)
            throw new HourglassException($"The codes have {codes.GetLength(1)} dimensions, and this model's latent space has {Latent}; give codes made by this model.");
        var result = new float[codes.GetLength(0), Shape.Size];
        using var frozen = inference_mode();
        using var random = Randomness.Generator(seed, RandomPurpose.Generation, 1);
        using var all = tensor(codes);
        for (var start = 0; start < codes.GetLength(0); start += InferenceBatch)
        {
            using var scope = NewDisposeScope();
            var part = all.narrow(0, start, Math.Min(InferenceBatch, codes.GetLength(0) - start));
            var output = Modules.Decoder.call(part);
            Store(sample ? Blueprint.Loss.Sample(output, random) : Blueprint.Loss.Mean(output), result, start);
        }

        return Unscaled(result);
    }

    /// <summary>Each example encoded (to its mean) and decoded again: [count, size]. A denoising model gives the cleaned copy.</summary>
    public float[,] Reconstruct(Examples examples) => ReconstructScaled(Scaled(examples));

    /// <summary>New examples from latent vectors drawn from the prior; no data is touched: [count, size].</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Equal seeds give equal examples.</param>
    /// <param name="sample">Whether to draw from p(x|z) instead of giving its mean.</param>
    public float[,] Generate(int count, ulong seed = 0, bool sample = false) => Decode(SamplePrior(count, seed), sample, seed);

    /// <summary>Latent vectors drawn from the prior: [count, latent].</summary>
    public float[,] SamplePrior(int count, ulong seed = 0)
    {
        if (count < 1) throw new UsageException($"The count is {count}; ask for at least 1.");
        var codes = new float[count, Latent];
        using var frozen = inference_mode();
        using var random = Randomness.Generator(seed, RandomPurpose.Generation);
        using var latent = Modules.Prior.Sample(count, random);
        Store(latent, codes, 0);
        return codes;
    }

    /// <summary>Saves the model to a folder: blueprint, preprocessing, weights and a card for people.</summary>
    /// <exception cref="HourglassException">The folder cannot be written.</exception>
    public void Save(string folder)
    {
        ModelFolder.SaveDescription(folder, Blueprint, Scaling, new PictureOptions());
        ModelFolder.SaveWeights(folder, this);
        AtomicFile.WriteText(Path.Combine(folder, ModelCard.File), ModelCard.Write(this));
    }

    /// <summary>Loads a model from the folder of a run or a saved model.</summary>
    /// <exception cref="HourglassException">The folder is missing, damaged or of a newer version.</exception>
    public static Autoencoder Load(string folder) => ModelFolder.Load(folder).Model;

    /// <summary>Mean and standard deviation of the prior along each latent dimension: [latent] both.</summary>
    public (float[] Mean, float[] Deviation) PriorMarginals()
    {
        using var scope = NewDisposeScope();
        using var frozen = inference_mode();
        var (mean, deviation) = Modules.Prior.Marginals();
        return (mean.data<float>().ToArray(), deviation.data<float>().ToArray());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Modules.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads the encoder's output as a code.</summary>
    internal abstract Code Read(Tensor encoded);

    /// <summary>One forward pass with every term of the objective.</summary>
    /// <param name="input">What the encoder sees: [batch, size].</param>
    /// <param name="target">What the decoder is held against: [batch, size].</param>
    /// <param name="random">Decides the draw of the latent vectors.</param>
    internal abstract Evaluated Evaluate(Tensor input, Tensor target, Generator random);

    /// <summary><see cref="Encode"/> for examples that are in the units of the model already.</summary>
    internal float[,] EncodeScaled(Examples scaled) => Map(scaled, Latent, batch => Read(Modules.Encoder.call(batch)).Location);

    /// <summary><see cref="Reconstruct"/> for examples that are in the units of the model already; the result is in the data's.</summary>
    internal float[,] ReconstructScaled(Examples scaled) =>
        Unscaled(Map(scaled, Shape.Size, batch => Blueprint.Loss.Mean(Modules.Decoder.call(Read(Modules.Encoder.call(batch)).Location))));

    /// <summary>The examples in the units of the model.</summary>
    internal Examples Scaled(Examples examples)
    {
        if (examples.Shape.Size != Shape.Size)
            throw new HourglassException($"The data has examples of shape {examples.Shape}, and this model was trained on {Shape}; give data of that shape.");
        return Scaling.Apply(examples);
    }

    /// <summary>Applies <paramref name="function"/> to batches of rows in the units of the model.</summary>
    internal static float[,] Map(Examples examples, int width, Func<Tensor, Tensor> function)
    {
        var result = new float[examples.Count, width];
        using var frozen = inference_mode();
        using var batches = new BatchReader(examples, InferenceBatch);
        for (var start = 0; start < examples.Count; start += InferenceBatch)
        {
            using var scope = NewDisposeScope();
            Store(function(batches.Read(start)), result, start);
        }

        return result;
    }

    private static void Store(Tensor rows, float[,] destination, int start)
    {
        using var contiguous = rows.contiguous();
        var width = destination.GetLength(1);
        var target = System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref destination[start, 0], (int)rows.shape[0] * width);
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(contiguous.bytes).CopyTo(target);
    }

    private float[,] Unscaled(float[,] rows)
    {
        if (Scaling.Kind != ScalingKind.None)
        {
            for (var i = 0; i < rows.GetLength(0); i++)
                Scaling.Invert(System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref rows[i, 0], rows.GetLength(1)));
        }

        return rows;
    }
}
