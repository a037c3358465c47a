using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Persistence;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>A sampler that is ready to draw latent vectors of one model, which must live as long as it does.</summary>
public sealed class FittedSampler : IDisposable
{
    internal const string DocumentFile = "sampler.json";
    private const string WeightsFile = "weights.safetensors";
    private const string Metadata = "sampler";
    private readonly Autoencoder model;
    private readonly SamplerModule module;
    private readonly SamplerDocument document;

    private FittedSampler(Autoencoder model, SamplerModule module, SamplerDocument document)
    {
        this.model = model;
        this.module = module;
        this.document = document;
        module.eval();
    }

    /// <summary>The sampler, with the parameters that the examples chose where that was asked for.</summary>
    public Sampler Sampler => document.Fitted;

    /// <summary>The sampler as it was asked for.</summary>
    public Sampler Asked => document.Asked;

    /// <summary>What is fitted.</summary>
    internal SamplerModule Module => module;

    /// <summary>Draws latent vectors that the model's decoder can read: [count, latent].</summary>
    /// <param name="count">How many; at least 1.</param>
    /// <param name="seed">Equal seeds give equal draws.</param>
    /// <exception cref="HourglassException">A number that is not finite was drawn.</exception>
    public float[,] Draw(int count, ulong seed = 0)
    {
        if (count < 1) throw new UsageException($"The count is {count}; ask for at least 1.");
        var codes = new float[count, model.Latent];
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var random = Randomness.Generator(seed, RandomPurpose.Generation);
        Autoencoder.Store(module.Draw(count, random, model), codes, 0);
        if (Finite.IndexOfOther(MemoryMarshal.CreateReadOnlySpan(ref codes[0, 0], codes.Length)) >= 0)
            throw new HourglassException($"The sampler '{Sampler.Name}' drew a number that is not finite, so its fit has failed; fit it again with other settings or take another sampler.");
        return codes;
    }

    /// <summary>Saves the sampler to a folder of its own.</summary>
    /// <exception cref="HourglassException">The folder cannot be written.</exception>
    public void Save(string folder)
    {
        // Each file names the fit it is of: what comes from two fits is found out.
        SafetensorsFile.Write(Path.Combine(folder, WeightsFile), ModuleTensors.Of(module), new Dictionary<string, string>(StringComparer.Ordinal) { [Metadata] = Line(document) });
        Json.Write(Path.Combine(folder, DocumentFile), document);
    }

    /// <summary>Loads what <see cref="Save"/> has written.</summary>
    /// <param name="folder">The sampler's folder.</param>
    /// <param name="model">The model that it was fitted to.</param>
    /// <exception cref="HourglassException">The files are missing or damaged, or the model's weights are not those of the fit.</exception>
    public static FittedSampler Load(string folder, Autoencoder model)
    {
        var read = ReadDocument(folder);
        if (!string.Equals(read.Model, Fingerprint(model), StringComparison.Ordinal))
            throw new HourglassException($"The sampler in '{folder}' was fitted to other weights than the model has now; fit it again.");
        if (read.Fitted.Violations(model.Blueprint).FirstOrDefault() is { } violation)
            throw new HourglassException($"The sampler in '{folder}' does not fit the model: {violation}");
        using var random = Randomness.Generator(read.Seed, RandomPurpose.SamplerFit);
        var built = read.Fitted.Build(model.Blueprint, random);
        try
        {
            var metadata = SafetensorsFile.Read(Path.Combine(folder, WeightsFile), ModuleTensors.Of(built));
            if (!string.Equals(metadata.GetValueOrDefault(Metadata), Line(read), StringComparison.Ordinal))
                throw new HourglassException($"The files in '{folder}' are of two different fits; fit the sampler again.");
        }
        catch (HourglassException)
        {
            built.Dispose();
            throw;
        }

        return new FittedSampler(model, built, read);
    }

    /// <inheritdoc/>
    public void Dispose() => module.Dispose();

    /// <summary>Fits a sampler to a model and, where it needs some, to examples as the data source gives them.</summary>
    internal static FittedSampler Fit(Autoencoder model, Sampler asked, Examples? examples, ulong seed, Action<FitEvent>? report, CancellationToken cancellation)
    {
        string[] violations = [.. asked.Violations(model.Blueprint)];
        if (violations.Length > 0) throw new UsageException(string.Join(" ", violations));
        if (examples is null && asked.NeedsExamples(model.Blueprint))
            throw new UsageException($"The sampler '{asked.Name}' is fitted to training examples of this model; give some.");
        using var fit = new SamplerFit(model, examples is null ? null : model.Preparation.Apply(examples, seed), seed, report ?? (_ => { }), cancellation);
        var settled = asked is ISettling settling ? settling.Settle(fit) : asked;
        using var random = Randomness.Generator(seed, RandomPurpose.SamplerFit);
        var built = settled.Build(model.Blueprint, random);
        try
        {
            built.Fit(fit);
        }
        catch (Exception)
        {
            built.Dispose();
            throw;
        }

        return new FittedSampler(model, built, new SamplerDocument(Json.Format, asked, settled, Fingerprint(model), seed));
    }

    internal static SamplerDocument ReadDocument(string folder) => Json.Read<SamplerDocument>(Path.Combine(folder, DocumentFile));

    /// <summary>Sixteen hex digits that tell whether two models have the same weights.</summary>
    internal static string Fingerprint(Autoencoder model)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in ModuleTensors.Of(model.Modules)) hash.AppendData(MemoryMarshal.AsBytes(tensor.Values()));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    /// <summary>Whether it draws latent vectors of this very model.</summary>
    internal bool IsOf(Autoencoder other) => ReferenceEquals(model, other);

    private static string Line(SamplerDocument document) => JsonSerializer.Serialize(document, Json.Line);
}
