namespace Hourglass.Sweeps;

/// <summary>A request for a sweep: every size of code with every combination of options, each with every seed.</summary>
/// <param name="Data">The data's descriptor, such as <c>mnist</c>.</param>
/// <param name="Model">The recipe's name.</param>
/// <param name="Latent">Sizes of the code, ascending.</param>
/// <param name="Settings">Options of training with the values to try, in the given order.</param>
/// <param name="Seeds">Seeds of each combination.</param>
/// <param name="Output">The folder of the sweep.</param>
public sealed record SweepRequest(
    string Data,
    string Model,
    IReadOnlyList<int> Latent,
    IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Settings,
    IReadOnlyList<ulong> Seeds,
    string Output)
{
    // Metrics on other data, in other units, with other corruption or by other likelihoods are not comparable.
    private static readonly string[] NotVaried =
        ["loss", NetworkParameters.Binarize.Name, TrainingParameters.Validation.Name, TrainingParameters.Epochs.Name, ModelParameters.Noise.Name,
            ModelParameters.NoiseLevel.Name,
            .. DataParameters.All.Select(parameter => parameter.Name)];

    /// <summary>All trainings, by size, then options, then seed.</summary>
    /// <exception cref="UsageException">An option cannot be swept over or is not one of the model's, a value is out of range, or nothing is held
    /// out.</exception>
    public IReadOnlyList<SweepPoint> Points()
    {
        var recipe = Catalog.Find(Model);
        Check();
        List<IReadOnlyList<KeyValuePair<string, string>>> combinations = [[]];
        foreach (var (name, values) in Settings)
            combinations = [.. from before in combinations from value in values select (IReadOnlyList<KeyValuePair<string, string>>)[.. before,
                new(name, value)]];
        SweepPoint[] points = [.. from latent in Latent from chosen in combinations from seed in Seeds select new SweepPoint(latent, chosen, seed)];
        foreach (var point in points)
        {
            var settings = recipe.Read(point.Settings);
            if (settings.Get(TrainingParameters.Validation) is 0 && point.Settings.ContainsKey(TrainingParameters.Validation.Name))
                throw new UsageException($"{What("validation")} is {Got(0)}, but a sweep compares on held-out examples; give " +
                    $"{Allowed("a fraction above 0, such as 0.1")}.");
        }

        if (points.GroupBy(point => point.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } shared)
            throw new UsageException($"{What("Two combinations of the grid")} would share the folder '{Got(shared.Key)}'; " +
                $"{Allowed("sweep over them separately")}.");
        return points;
    }

    private void Check()
    {
        if (Latent.Count == 0 || Seeds.Count == 0 || Settings.Any(setting => setting.Value.Count == 0))
            throw new UsageException($"{What("A sweep")} needs {Allowed("at least one code size, one seed and one value of each option")}.");
        foreach (var (name, values) in Settings)
        {
            if (name == NetworkParameters.Latent.Name)
                throw new UsageException($"{What("latent")} is given {Got("as an option of training")}; give the sizes of the sweep, such as " +
                    $"{Allowed(Setting("latent", "2..64"))}.");
            if (name == TrainingParameters.Seed.Name) throw new UsageException($"{What("seed")} is given {Got("as an option of training")}; give the seeds " +
                $"of the sweep, such as {Allowed(Setting("seeds", "1,2,3"))}.");
            if (values.Count > 1 && NotVaried.Contains(name, StringComparer.Ordinal))
                throw new UsageException($"{What(name)} is given {Got($"{values.Count} values")}, but held-out metrics for different values of {name} are " +
                    $"not comparable; give {Allowed("one")}, and run a separate sweep for each other.");
        }

        var twice = Settings.GroupBy(setting => setting.Key, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
            throw new UsageException($"{What(twice.Key)} is given {Got("twice")}; give all its values at once, such as " +
                $"{Allowed(Setting(twice.Key, string.Join(',', twice.SelectMany(setting => setting.Value))))}.");
    }
}
