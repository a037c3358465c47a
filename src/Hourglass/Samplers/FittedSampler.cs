using System.Runtime.InteropServices;
using Hourglass.Companions;
using Hourglass.Data;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>A sampler that is ready to draw latent vectors of one model, which must outlive it.</summary>
public sealed class FittedSampler : IDisposable
{
    private readonly FittedCompanion<Sampler> fitted;

    internal FittedSampler(FittedCompanion<Sampler> fitted) => this.fitted = fitted;

    /// <summary>The sampler, including parameters that were chosen from the examples on request.</summary>
    public Sampler Sampler => fitted.Document.Fitted;

    /// <summary>The sampler as requested.</summary>
    public Sampler Asked => fitted.Document.Asked;

    /// <summary>The fitted module.</summary>
    internal SamplerModule Module => (SamplerModule)fitted.Module;

    /// <summary>Draws latent vectors in the form that the model's decoder expects: [count, latent].</summary>
    /// <param name="count">Number of vectors; at least 1.</param>
    /// <param name="seed">Equal seeds give equal draws.</param>
    /// <param name="report">Receives the progress, on the calling thread; may be null. Samplers that draw all vectors at once report none.</param>
    /// <param name="cancellation">Stops the drawing and discards it.</param>
    /// <exception cref="HourglassException">A non-finite number was drawn.</exception>
    /// <exception cref="OperationCanceledException">The drawing was cancelled.</exception>
    public float[,] Draw(int count, ulong seed = 0, Action<RowsDone>? report = null, CancellationToken cancellation = default)
    {
        if (count < 1) throw new UsageException($"The {What("count")} is {Got(count)}; ask for {Allowed("at least 1")}.");
        var codes = new float[count, fitted.Model.Latent];
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var random = Randomness.Generator(seed, RandomPurpose.Generation);
        Autoencoder.Store(Module.Draw(count, random, fitted.Model, new WorkControl("drawing latent vectors", report, cancellation)), codes);
        if (Finite.IndexOfOther(MemoryMarshal.CreateReadOnlySpan(ref codes[0, 0], codes.Length)) >= 0)
            throw new HourglassException($"The sampler '{What(Sampler.Name)}' drew a non-finite number, so its fit has failed; " +
                $"{Allowed("fit it again with other settings or use another sampler")}.");
        return codes;
    }

    /// <summary>Saves the sampler to its own folder, as one file that atomically replaces an earlier fit.</summary>
    /// <exception cref="HourglassException">The folder cannot be written.</exception>
    public void Save(string folder) => fitted.Save(Sampler.Kept, folder);

    /// <summary>Loads a sampler that <see cref="Save"/> has written.</summary>
    /// <param name="folder">The sampler's folder.</param>
    /// <param name="model">The model that it was fitted to.</param>
    /// <exception cref="HourglassException">The file is missing or damaged, or the model's weights are not those of the fit.</exception>
    public static FittedSampler Load(string folder, Autoencoder model) => new(FittedCompanion<Sampler>.Load(Sampler.Kept, folder, model));

    /// <inheritdoc/>
    public void Dispose() => fitted.Dispose();

    /// <summary>Fits a sampler to a model and, if it needs them, to examples in the units of the data source.</summary>
    internal static FittedSampler Fit(Autoencoder model, Sampler asked, Examples? examples, ulong seed, Action<FitEvent>? report,
        CancellationToken cancellation) =>
        new(FittedCompanion<Sampler>.Fit(Sampler.Kept, model, asked, examples, seed, report, cancellation));

    /// <summary>Whether it draws latent vectors of this model instance.</summary>
    internal bool IsOf(Autoencoder other) => ReferenceEquals(fitted.Model, other);
}
