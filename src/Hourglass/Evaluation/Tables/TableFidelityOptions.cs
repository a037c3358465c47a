using Hourglass.Settings;

namespace Hourglass.Evaluation;

/// <summary>How made rows of a table are compared with real ones. Each attribute gives the range and the meaning of an option.</summary>
public sealed record TableFidelityOptions
{
    private const int MostRows = 10_000_000;

    private static readonly OptionSet<TableFidelityOptions> Declared = new(() => new TableFidelityOptions());

    /// <summary>The options that can be set by name, with their ranges, defaults and meanings.</summary>
    public static IReadOnlyList<Parameter> Parameters => Declared.Parameters;

    /// <summary>The options that these names and texts stand for; what is not among them has its default.</summary>
    /// <exception cref="UsageException">A name is unknown or a value out of range.</exception>
    public static TableFidelityOptions Read(IReadOnlyDictionary<string, string> values) => Declared.Read(new SettingValues(values, Parameters, "made rows"));

    /// <summary>Seed of all random choices; equal seeds give equal figures. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The column that is predicted after training on made rows; null (the default) for the label of the schema, if it has one.</summary>
    [Setting("column that is predicted from the others after training on made rows", DerivedDefault = "the label of the table, if it has one")]
    public string? Label { get; init; }

    /// <summary>Maximum number of rows of each table for shapes, pairs and associations.</summary>
    [Setting("maximum number of rows of each table for shape_fidelity, pair_fidelity and associations, chosen at random", Least = 1, Most = MostRows)]
    public int MarginalRows { get; init; } = 200_000;

    /// <summary>Maximum number of rows of each table for the two-sample test and the prediction of the label.</summary>
    [Setting("maximum number of rows of each table for two_sample_auc and label_auc, chosen at random; 0 omits them", Least = 0, Most = MostRows)]
    public int TreeRows { get; init; } = 40_000;

    /// <summary>Maximum number of rows of each table between which distances are computed.</summary>
    [Setting("maximum number of rows of each table for distances to training rows, chosen at random; time grows quadratically; 0 omits the figures of copies",
        Least = 0, Most = MostRows)]
    public int CopyRows { get; init; } = 40_000;

    /// <summary>Lists what is out of range, one sentence per violation.</summary>
    internal IEnumerable<MessageText> Violations() => Declared.Violations(this);
}
