using Hourglass.Data;
using Hourglass.Preparation;
using Hourglass.Settings;

namespace Hourglass;

/// <summary>Options of reading and preparing the data.</summary>
internal static class DataParameters
{
    public static readonly ChoiceParameter<ScalingKind> Scale = new("scale", ScalingKind.Auto,
        "scaling of each feature, fitted on the training examples: to [0, 1] (minmax), or to mean 0 and standard deviation 1 (standard); " +
        "auto is standard for rows outside [0, 1], else none");

    public static readonly TextParameter Array = new("array", "name of the array with the examples in an .npz file; needed only if several arrays qualify",
        "detected by name");

    public static readonly TextParameter Columns = new("columns", $"kinds of a table's columns, such as zip=category,age=number: {ColumnOverride.Allowed}",
        "inferred from all rows");

    public static readonly TextParameter Drop = new("drop", "columns of a table to leave out, separated by commas", "none");

    public static readonly TextParameter Label = new("label", "column of a table with the class of each row", "none");

    public static readonly TextParameter Told = new("told", "columns of a table that a conditional model is told, separated by commas", "none");

    public static readonly ChoiceParameter<NumberCoding> Numbers = new("numbers", NumberCoding.Auto,
        "how numbers and dates of a table are coded: as levels with a probability each, or as one scaled value with a density; auto is levels");

    public static readonly ChoiceParameter<StoreKind> Store = new("store", StoreKind.Auto,
        "where the cells of a table or the decoded images of a folder lie: in memory, or packed in a file of the cache folder that is mapped and used again " +
        "(disk); auto is disk above 128 MB; an .npy file is mapped above 1 GB");

    public static readonly NumberParameter TestShare = new("test_share", Split.DefaultShare, double.Epsilon, Math.BitDecrement(1.0),
        "fraction of the examples that is held out from training, for evaluation, at least one; data with a test split refuse it");

    /// <summary>The options that are about the columns of a table.</summary>
    public static IReadOnlyList<Parameter> OfTables { get; } = [Columns, Drop, Label, Told, Numbers];

    public static IReadOnlyList<Parameter> All { get; } =
        [Scale, .. OfTables, Store, Array, TestShare, PictureOptions.Side, .. PictureOptions.Declared.Parameters];

    /// <summary>What is known about the columns of a table.</summary>
    public static TableOptions ReadTable(SettingValues settings) => new()
    {
        Columns = settings.Get(Columns) is { } columns ? ColumnOverride.Parse(columns) : [],
        Drop = Names(settings.Get(Drop)),
        Label = settings.Get(Label),
        Conditions = Names(settings.Get(Told)),
        Numbers = settings.Get(Numbers),
        Store = settings.Get(Store),
    };

    private static string[] Names(string? text) => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
