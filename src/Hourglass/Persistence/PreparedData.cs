using Hourglass.Data;
using Hourglass.Preparation;
using Hourglass.Settings;
using Hourglass.Training;

namespace Hourglass.Persistence;

/// <summary>The data of a run: opened, with the preparation fitted on the training examples.</summary>
/// <param name="Dataset">As opened.</param>
/// <param name="Preparation">From the units of the source to those of the model.</param>
/// <param name="Fingerprint">The fingerprint of the data set.</param>
internal sealed record PreparedData(Dataset Dataset, DataPreparation Preparation, string Fingerprint)
{
    public DataTraits Traits => DataTraits.Of(Preparation.Apply(Dataset.Train));

    /// <summary>The options with the defaults that suit the data.</summary>
    public SettingValues Completed(SettingValues settings) =>
        settings.Or(Preparation.Coding is null ? MappedDefaults.For(Dataset.Train) : TableDefaults.For(Dataset.Train.Count, settings));

    /// <summary>The event about the reading.</summary>
    public DataRead Read => new(Dataset.Name, IsScaledUnasked ? [.. Dataset.Notes, ScaledUnasked] : Dataset.Notes) { Scale = Preparation.Scaling.Kind };

    private static MessageText ScaledUnasked =>
        $"Rows outside [0, 1] are scaled to mean 0 and deviation 1; {Setting("scale", "none")} keeps them unchanged.";

    /// <summary>Whether the scaling was chosen by default.</summary>
    private bool IsScaledUnasked { get; init; }

    /// <summary>Opens data for a run and reads all of it once: fingerprint, range and statistics come from one pass.</summary>
    /// <param name="descriptor">The data.</param>
    /// <param name="settings">The run's options.</param>
    /// <param name="saved">The preparation of a resumed run; null for a new run, which fits its own.</param>
    /// <param name="demand">Throws for images of a shape that is too large for the model; called before they are decoded. Null to accept all.</param>
    /// <param name="report">Receives the progress of the reading; may be null.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="UsageException">A share of test examples is given for data that have a test split.</exception>
    public static PreparedData Open(string descriptor, SettingValues settings, DataPreparation? saved = null, Action<DataShape>? demand = null,
        Action<RunEvent>? report = null, CancellationToken cancellation = default)
    {
        var pictures = saved?.Pictures ?? PictureOptions.Read(settings);
        var dataset = DataSource.Open(descriptor, new DataOptions
        {
            Pictures = pictures,
            Array = settings.Get(DataParameters.Array),
            TestShare = settings.Has(DataParameters.TestShare) ? settings.Get(DataParameters.TestShare) : null,
            Table = DataParameters.ReadTable(settings),
            Coding = saved?.Coding,
            Matching = new TableMatching { Store = settings.Get(DataParameters.Store) },
            Demand = demand,
            Store = settings.Get(DataParameters.Store),
        }, rows => report?.Invoke(new DataReading(rows)), cancellation);
        if (dataset.HasOwnTest && settings.Has(DataParameters.TestShare))
            throw new UsageException($"{What(Setting(DataParameters.TestShare.Name))} is {Got(settings.Get(DataParameters.TestShare))}, but the data " +
                $"'{dataset.Name}' have a test split of their own; {Allowed("omit it")}.");
        var scale = settings.Get(DataParameters.Scale);
        var summary = new TrainingSummary(dataset.Train, saved?.Scaling.Kind ?? scale);
        var fingerprint = DataFingerprint.Of(dataset, summary.Visitors);
        summary.Keep();
        var preparation = saved ?? DataPreparation.Fit(scale, dataset.Train, pictures);
        var isScaled = preparation.Scaling.Kind != ScalingKind.None;
        return new PreparedData(dataset, preparation, fingerprint) { IsScaledUnasked = scale == ScalingKind.Auto && isScaled };
    }
}
