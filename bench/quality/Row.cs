namespace Hourglass.Quality;

/// <summary>A model, how it is trained on MNIST, and what it has to reach.</summary>
internal sealed record Row
{
    /// <summary>What the data is, for every row.</summary>
    public const string Data = "mnist";

    /// <summary>The row's name on the command line and in its run folders.</summary>
    public required string Id { get; init; }

    /// <summary>The recipe.</summary>
    public required string Model { get; init; }

    /// <summary>The dimensions of the latent space, or null for what the options give.</summary>
    public int? Latent { get; init; }

    /// <summary>Passes over the training data, or null for a model that is not trained by gradients.</summary>
    public int? Epochs { get; init; }

    /// <summary>Examples a step, or null for a model that is not trained by gradients.</summary>
    public int? Batch { get; init; }

    /// <summary>The other options, as key=value.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>Further arguments of <c>evaluate</c>.</summary>
    public IReadOnlyList<string> EvaluateArguments { get; init; } = [];

    /// <summary>What is held against a bar.</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>The published or computed figure behind the bar, and where it stands.</summary>
    public required string Reference { get; init; }

    /// <summary>The arguments of <c>train</c> that make the row, less seed and folder.</summary>
    public IReadOnlyList<string> TrainArguments =>
    [
        "--data", Data, "--model", Model,
        .. Switches.SelectMany(pair => new[] { "--" + pair.Key, pair.Value }),
        .. Set.Count > 0 ? ["--set", .. Set] : Array.Empty<string>(),
    ];

    /// <summary>The options that a run of this row records.</summary>
    public IReadOnlyDictionary<string, string> Settings(long seed) => Switches
        .Append(new("seed", seed.ToString()))
        .Concat(Set.Select(assignment => assignment.Split('=', 2)).Select(pair => new KeyValuePair<string, string>(pair[0], pair[1])))
        .ToDictionary(StringComparer.Ordinal);

    private IEnumerable<KeyValuePair<string, string>> Switches =>
        from pair in new (string Key, int? Value)[] { ("latent", Latent), ("epochs", Epochs), ("batch", Batch) }
        where pair.Value is not null
        select new KeyValuePair<string, string>(pair.Key, $"{pair.Value}");
}
