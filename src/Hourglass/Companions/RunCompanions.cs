using Hourglass.Data;

namespace Hourglass.Companions;

/// <summary>The companions of a kind that are saved with a run: fitted once, and used until the model's weights or the settings change.</summary>
/// <typeparam name="TCompanion">The kind of companion, such as a sampler.</typeparam>
/// <param name="kind">Its name and folder.</param>
internal sealed class RunCompanions<TCompanion>(CompanionKind kind)
    where TCompanion : Companion
{
    /// <summary>The folder of a companion of this name in a run's folder.</summary>
    public string FolderOf(string run, string name) => Path.Combine(run, kind.Folder, name);

    /// <summary>The saved companion if it can be used; otherwise it is fitted and, if it needed examples, saved.</summary>
    /// <param name="run">The folder of a run or a saved model.</param>
    /// <param name="model">The model loaded from it.</param>
    /// <param name="asked">The requested companion.</param>
    /// <param name="asSaved">Whether the saved one is used regardless of its options.</param>
    /// <param name="seed">Seed of a fit.</param>
    /// <param name="examples">Opens the training examples; called only if they are needed.</param>
    /// <param name="report">Receives every event of a fit; not called if a saved companion is used.</param>
    /// <param name="cancellation">Stops the fit.</param>
    /// <exception cref="UsageException">It does not fit the model.</exception>
    /// <exception cref="HourglassException">A file is damaged or cannot be written, or the examples are not available.</exception>
    public FittedCompanion<TCompanion> Obtain(string run, Autoencoder model, TCompanion asked, bool asSaved, ulong seed, Func<Examples> examples,
        Action<FitEvent>? report, CancellationToken cancellation)
    {
        MessageText[] violations = [.. asked.Violations(model.Blueprint)];
        if (violations.Length > 0) throw new UsageException(violations);
        if (!asked.NeedsExamples(model.Blueprint)) return FittedCompanion<TCompanion>.Fit(kind, model, asked, null, seed, report, cancellation);
        var folder = FolderOf(run, asked.Name);
        var reason = "It has not been fitted to this model yet.";
        if (kind.IsIn(folder))
        {
            var saved = Usable(folder, () => new CompanionFile<TCompanion>(kind).Read(folder));
            if (asSaved) asked = saved.Asked;
            if (asked != saved.Asked) reason = "The settings differ from those of the saved one.";
            else if (!string.Equals(saved.Model, FittedCompanion<TCompanion>.Fingerprint(model), StringComparison.Ordinal))
                reason = "The model's weights have changed since it was fitted.";
            else return Usable(folder, () => FittedCompanion<TCompanion>.Load(kind, folder, model));
        }

        var opened = examples();
        report?.Invoke(new FitStarted(asked, reason));
        var fitted = FittedCompanion<TCompanion>.Fit(kind, model, asked, opened, seed, report, cancellation);
        fitted.Save(kind, folder);
        return fitted;
    }

    private T Usable<T>(string folder, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (HourglassException e)
        {
            throw new HourglassException($"The saved {kind.Noun} in '{What(folder)}' cannot be used; " +
                $"{Allowed("delete that folder to have it fitted again")}: {e.Text}", e);
        }
    }
}
