using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Hourglass.Data;
using Hourglass.Files;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Companions;

/// <summary>A companion that is fitted to one model, which must outlive it.</summary>
/// <typeparam name="TCompanion">The kind of companion, such as a sampler.</typeparam>
internal sealed class FittedCompanion<TCompanion> : IDisposable
    where TCompanion : Companion
{
    private FittedCompanion(Autoencoder model, CompanionModule module, CompanionDocument<TCompanion> document)
    {
        Model = model;
        Module = module;
        Document = document;
        module.eval();
    }

    /// <summary>The model of the companion.</summary>
    public Autoencoder Model { get; }

    /// <summary>The fitted module.</summary>
    public CompanionModule Module { get; }

    /// <summary>The request and the result.</summary>
    public CompanionDocument<TCompanion> Document { get; }

    /// <summary>Fits a companion to a model and, if it needs them, to examples in the units of the data source.</summary>
    /// <exception cref="UsageException">It does not fit the model, or needs examples and got none.</exception>
    /// <exception cref="HourglassException">The fit produced a non-finite number.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public static FittedCompanion<TCompanion> Fit(CompanionKind kind, Autoencoder model, TCompanion asked, Examples? examples, ulong seed,
        Action<FitEvent>? report, CancellationToken cancellation)
    {
        MessageText[] violations = [.. asked.Violations(model.Blueprint)];
        if (violations.Length > 0) throw new UsageException(violations);
        if (examples is null && asked.NeedsExamples(model.Blueprint))
            throw new UsageException($"The {What(kind.Noun)} '{asked.Name}' is fitted to training examples of this model; give {Allowed("some")}.");
        using var fit = new CompanionFit(kind, model, examples is null ? null : model.Preparation.Apply(examples, seed), seed, report ?? (_ => { }),
            cancellation);
        var settled = asked is ISettling<TCompanion> settling ? settling.Settle(fit) : asked;
        using var random = Randomness.Generator(seed, RandomPurpose.SamplerFit);
        var built = settled.Build(model.Blueprint, random);
        try
        {
            // The module exists already and is filled in place, so that all other tensors can be freed, however the fit ends.
            using (NewDisposeScope()) built.Fit(fit);
            if (ModuleTensors.FirstNotFinite(ModuleTensors.Of(built)) is { } tensor)
                throw new HourglassException($"The {What("fit")} of the {kind.Noun} '{asked.Name}' produced a non-finite number ('{Got(tensor)}'); " +
                    $"{Allowed($"fit it with other settings or use another {kind.Noun}")}.");
        }
        catch (Exception)
        {
            built.Dispose();
            throw;
        }

        return new FittedCompanion<TCompanion>(model, built, new CompanionDocument<TCompanion>(Json.Format, asked, settled, Fingerprint(model), seed));
    }

    /// <summary>Loads a fit that <see cref="Save"/> has written.</summary>
    /// <exception cref="HourglassException">The file is missing or damaged, or the model's weights are not those of the fit.</exception>
    public static FittedCompanion<TCompanion> Load(CompanionKind kind, string folder, Autoencoder model)
    {
        var (read, file) = new CompanionFile<TCompanion>(kind).Open(folder);
        using var weights = file;
        if (!string.Equals(read.Model, Fingerprint(model), StringComparison.Ordinal))
            throw new HourglassException($"The {kind.Noun} in '{What(folder)}' was fitted to other weights than those of the model; " +
                $"{Allowed("fit it again")}.");
        var what = $"The {kind.Noun} in '{folder}'";
        if (Json.Guarded(what, () => read.Fitted.Violations(model.Blueprint).FirstOrDefault()) is { } violation)
            throw new HourglassException($"{What(what)} does not fit the model: {violation}");
        using var random = Randomness.Generator(read.Seed, RandomPurpose.SamplerFit);
        var built = Json.Guarded(what, () => WeightLimit.Within(weights.Numbers, () => read.Fitted.Build(model.Blueprint, random)));
        try
        {
            weights.CopyTo(ModuleTensors.Of(built));
            if (ModuleTensors.FirstNotFinite(ModuleTensors.Of(built)) is { } tensor) throw new HourglassException($"{What(what)} has a non-finite number " +
                $"('{Got(tensor)}'); {Allowed("fit it again")}.");
        }
        catch (Exception)
        {
            built.Dispose();
            throw;
        }

        return new FittedCompanion<TCompanion>(model, built, read);
    }

    /// <summary>Saves the fit to its own folder.</summary>
    /// <exception cref="HourglassException">The folder cannot be written.</exception>
    public void Save(CompanionKind kind, string folder) => new CompanionFile<TCompanion>(kind).Write(folder, Document, ModuleTensors.Of(Module));

    /// <summary>Sixteen hex digits that are equal for models with the same weights.</summary>
    public static string Fingerprint(Autoencoder model)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in ModuleTensors.Of(model.Modules)) hash.AppendData(MemoryMarshal.AsBytes(tensor.Values()));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    public void Dispose() => Module.Dispose();
}
