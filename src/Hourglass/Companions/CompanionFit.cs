using Hourglass.Data;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Companions;

/// <summary>What a companion is fitted to: a model and, if it needs them, training examples.</summary>
/// <param name="kind">The kind of companion, for error messages.</param>
/// <param name="model">The model of the companion.</param>
/// <param name="examples">In the units of the model; null if none are needed.</param>
/// <param name="seed">Equal seeds give equal fits.</param>
/// <param name="report">Receives every event.</param>
/// <param name="cancellation">Stops the fit.</param>
internal sealed class CompanionFit(CompanionKind kind, Autoencoder model, Examples? examples, ulong seed, Action<FitEvent> report,
    CancellationToken cancellation) : IDisposable
{
    // Maximum memory for codes: 128 MiB.
    private const int MostNumbers = 1 << 25;
    private const ulong DrawsOfCodes = 1;
    private Tensor? codes;

    public Autoencoder Model => model;

    public ulong Seed => seed;

    public CancellationToken Cancellation => cancellation;

    /// <summary>The training examples, or a random subset that is limited by the memory for codes.</summary>
    public Examples Examples => examples?.Spread(Math.Max(1, MostNumbers / model.Latent))
        ?? throw new UsageException($"This {What(kind.Noun)} is fitted to training examples; give {Allowed("some")}.");

    /// <summary>
    /// A draw from q(z|x) for each training example, in the flat coordinates of the decoder: together a sample of the aggregate posterior,
    /// on which the decoder was trained: [count, latent].
    /// </summary>
    public Tensor Codes => codes ??= ReadCodes();

    /// <summary>Random numbers of the fit; each use has its own index, from 2 on.</summary>
    public Generator Generator(ulong index) => Randomness.Generator(seed, RandomPurpose.SamplerFit, index);

    /// <summary>Reports an epoch.</summary>
    public void Report(FitProgress progress) => report(progress);

    /// <summary>Throws if the fit is cancelled.</summary>
    /// <exception cref="OperationCanceledException">The fit is cancelled.</exception>
    public void ThrowIfCancelled() => cancellation.ThrowIfCancellationRequested();

    /// <summary>Computes rows from the training examples, reporting each chunk: [count, width].</summary>
    /// <param name="width">Numbers per row.</param>
    /// <param name="function">Computes the rows of a batch.</param>
    public float[,] Map(int width, Func<Batch, Tensor> function) => Autoencoder.Map(Examples, width, function,
        new WorkControl("", done => report(new ExamplesEncoded(done.Done, done.Total)), cancellation));

    public void Dispose() => codes?.Dispose();

    private Tensor ReadCodes()
    {
        using var random = Generator(DrawsOfCodes);
        if (Examples.Count is < 2 and var count) throw new HourglassException($"A {What(kind.Noun)} is fitted to the codes of {Got(count)} examples; give " +
            $"{Allowed("at least 2")}.");
        var rows = Map(model.Latent, batch => model.Modules.Reader.ToDecoder(model.Draw(batch, random)));
        Finite.Require(System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref rows[0, 0], rows.Length), model.Latent,
            "the codes of the training examples");
        return tensor(rows).DetachFromDisposeScope();
    }
}
