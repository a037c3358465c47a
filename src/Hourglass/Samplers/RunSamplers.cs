using Hourglass.Data;
using Hourglass.Runs;

namespace Hourglass.Samplers;

/// <summary>
/// The samplers that are saved with a run, each in a folder of its own, <c>samplers/NAME</c>: fitted once, and used until the model's
/// weights or the settings change.
/// </summary>
public static class RunSamplers
{
    /// <summary>Where a sampler of this name lies in a run's folder.</summary>
    public static string FolderOf(string run, string name) => Path.Combine(run, "samplers", name);

    /// <summary>The saved sampler of a name where it can be used; otherwise it is fitted and, if it needed examples, saved with the run.</summary>
    /// <param name="run">The run; its seed is that of the fit.</param>
    /// <param name="name">A sampler of the catalog, such as <c>mixture</c>.</param>
    /// <param name="settings">Its options by name; null or none keeps the saved sampler whatever its options are.</param>
    /// <param name="examples">Opens the training examples, where a fit needs them; null for those that the run names.</param>
    /// <param name="report">Told of every event of a fit, on the calling thread; null for nobody.</param>
    /// <param name="cancellation">Stops the fit, of which nothing is then kept.</param>
    /// <exception cref="UsageException">The name or an option is unknown, or the sampler does not understand the model's codes.</exception>
    /// <exception cref="HourglassException">A file is damaged or cannot be written, or the training examples cannot be opened.</exception>
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

    /// <summary>The saved sampler where it can be used; otherwise the sampler is fitted and, if it needed examples, saved.</summary>
    /// <param name="run">The folder of a run or a saved model.</param>
    /// <param name="model">The model loaded from it.</param>
    /// <param name="seed">What the sampler is fitted with: the seed that the model was trained with.</param>
    /// <param name="name">A sampler of <see cref="SamplerCatalog"/>.</param>
    /// <param name="settings">Options by name; none keeps the saved sampler whatever its options are.</param>
    /// <param name="examples">Opens the training examples; called only where they are needed.</param>
    /// <param name="report">Told of every event of a fit; of none where a saved sampler is used.</param>
    /// <param name="cancellation">Stops the fit.</param>
    /// <exception cref="UsageException">The name or an option is unknown, or the sampler does not understand the model's codes.</exception>
    /// <exception cref="HourglassException">A file is damaged or cannot be written, or there are no examples to be had.</exception>
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
        string[] violations = [.. asked.Violations(model.Blueprint)];
        if (violations.Length > 0) throw new UsageException(string.Join(" ", violations));
        if (!asked.NeedsExamples(model.Blueprint)) return model.Fit(asked, seed: seed, report: report, cancellation: cancellation);
        var folder = FolderOf(run, name);
        var reason = "It has not been fitted to this model yet.";
        if (File.Exists(Path.Combine(folder, FittedSampler.DocumentFile)))
        {
            var saved = Saved(folder);
            if (settings.Count == 0) asked = saved.Asked;
            if (asked != saved.Asked) reason = "The settings are not those of the saved one.";
            else if (!string.Equals(saved.Model, FittedSampler.Fingerprint(model), StringComparison.Ordinal)) reason = "The model's weights have changed since it was fitted.";
            else return Usable(folder, () => FittedSampler.Load(folder, model));
        }

        var opened = examples();
        report?.Invoke(new FitStarted(asked, reason));
        var fitted = model.Fit(asked, opened, seed, report, cancellation);
        fitted.Save(folder);
        return fitted;
    }

    private static SamplerDocument Saved(string folder) => Usable(folder, () => FittedSampler.ReadDocument(folder));

    private static T Usable<T>(string folder, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (HourglassException e)
        {
            throw new HourglassException($"The saved sampler in '{folder}' cannot be used; delete that folder to have it fitted again: {e.Message}", e);
        }
    }
}
