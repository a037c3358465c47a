using Hourglass.Companions;
using Hourglass.Data;
using Hourglass.Runs;

namespace Hourglass.Samplers;

/// <summary>
/// The samplers that are saved with a run, each in its own folder, <c>samplers/NAME</c>: fitted once, and used until the model's
/// weights or the settings change.
/// </summary>
public static class RunSamplers
{
    private static readonly RunCompanions<Sampler> Saved = new(Samplers.Sampler.Kept);

    /// <summary>The folder of a sampler of this name in a run's folder.</summary>
    public static string FolderOf(string run, string name) => Saved.FolderOf(run, name);

    /// <summary>The saved sampler of a name if it can be used; otherwise it is fitted and, if it needed examples, saved with the run.</summary>
    /// <param name="run">The run; its seed is also that of the fit.</param>
    /// <param name="name">A sampler of the catalog, such as <c>mixture</c>.</param>
    /// <param name="settings">Its options by name; null or none keeps the saved sampler regardless of its options.</param>
    /// <param name="examples">Opens the training examples if a fit needs them; null for those that the run names.</param>
    /// <param name="report">Receives every event of a fit, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the fit and discards it.</param>
    /// <exception cref="UsageException">The name or an option is unknown, or the sampler does not support the model's codes.</exception>
    /// <exception cref="HourglassException">A file is damaged or cannot be written, or the training examples cannot be opened.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled; nothing was saved.</exception>
    public static FittedSampler Sampler(
        this Run run,
        string name,
        IReadOnlyDictionary<string, string>? settings = null,
        Func<Examples>? examples = null,
        Action<FitEvent>? report = null,
        CancellationToken cancellation = default) => RunSamplers.Obtain(
        run.Folder,
        run.Model,
        run.Document?.Options.Seed ?? 1,
        name,
        settings ?? new Dictionary<string, string>(StringComparer.Ordinal),
        examples ?? (() => run.OpenTrainingData().Train),
        report,
        cancellation);

    /// <summary>The saved sampler if it can be used; otherwise the sampler is fitted and, if it needed examples, saved.</summary>
    /// <param name="run">The folder of a run or a saved model.</param>
    /// <param name="model">The model loaded from it.</param>
    /// <param name="seed">The seed of the fit: the one that the model was trained with.</param>
    /// <param name="name">A sampler of <see cref="SamplerCatalog"/>.</param>
    /// <param name="settings">Options by name; none keeps the saved sampler regardless of its options.</param>
    /// <param name="examples">Opens the training examples; called only if they are needed.</param>
    /// <param name="report">Receives every event of a fit; not called if a saved sampler is used.</param>
    /// <param name="cancellation">Stops the fit.</param>
    /// <exception cref="UsageException">The name or an option is unknown, or the sampler does not support the model's codes.</exception>
    /// <exception cref="HourglassException">A file is damaged or cannot be written, or the examples are not available.</exception>
    internal static FittedSampler Obtain(
        string run,
        Autoencoder model,
        ulong seed,
        string name,
        IReadOnlyDictionary<string, string> settings,
        Func<Examples> examples,
        Action<FitEvent>? report = null,
        CancellationToken cancellation = default)
    {
        var asked = SamplerCatalog.Find(name).Read(settings);
        return new FittedSampler(Saved.Obtain(run, model, asked, asSaved: settings.Count == 0, seed, examples, report, cancellation));
    }
}
