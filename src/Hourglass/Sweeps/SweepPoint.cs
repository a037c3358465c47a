using System.Globalization;

namespace Hourglass.Sweeps;

/// <summary>One training of a sweep.</summary>
/// <param name="Latent">Dimensions of the code.</param>
/// <param name="Options">The options of the sweep with the values of this training, in the given order.</param>
/// <param name="Seed">Its seed.</param>
public sealed record SweepPoint(int Latent, IReadOnlyList<KeyValuePair<string, string>> Options, ulong Seed)
{
    /// <summary>All options of the run.</summary>
    public IReadOnlyDictionary<string, string> Settings
    {
        get
        {
            Dictionary<string, string> settings = new(StringComparer.Ordinal)
            {
                [NetworkParameters.Latent.Name] = Latent.ToString(CultureInfo.InvariantCulture),
                [TrainingParameters.Seed.Name] = Seed.ToString(CultureInfo.InvariantCulture),
                [TrainingParameters.Validation.Name] = TrainingParameters.DefaultValidation.ToString(CultureInfo.InvariantCulture),
            };
            foreach (var (name, value) in Options) settings[name] = value;
            return settings;
        }
    }

    /// <summary>
    /// The name of the run's folder. It does not depend on the other points of the sweep, nor on the number of epochs, which can be increased later.
    /// </summary>
    public string Name =>
        string.Join('_', [$"latent-{Latent}",
        .. Options.Where(option => option.Key != TrainingParameters.Epochs.Name).Select(option => $"{option.Key}-{Plain(option.Value)}"), $"seed-{Seed}"]);

    /// <summary>The options in words, without the size and the seed: "beta 4, hidden [256,128]"; empty if there are none.</summary>
    /// <param name="varied">Options with several values.</param>
    internal string Label(IReadOnlyCollection<string> varied) =>
        string.Join(", ", Options.Where(option => varied.Contains(option.Key)).Select(option => $"{option.Key} {option.Value}"));

    private static string Plain(string value) =>
        string.Concat(value.Select(symbol => char.IsAsciiLetterOrDigit(symbol) || symbol is '.' ? symbol : '-')).Trim('-');
}
