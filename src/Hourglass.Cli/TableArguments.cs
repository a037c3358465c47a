using System.CommandLine;
using Hourglass.Data;

namespace Hourglass.Cli;

/// <summary>The options that say what the columns of a table are.</summary>
internal sealed class TableArguments
{
    /// <summary>Data of any kind, tables included.</summary>
    public static readonly Option<string> Data = new("--data", "-d")
    {
        Description = "A table: FILE.csv | .tsv | .json | .jsonl (also .gz) | .parquet | .sqlite | .db | FILE.sqlite:TABLE | a pattern such as " +
            "'data/*.csv' | 'sql:SELECT ... FROM ...'. Or mnist | sprites | sprites:N | idx:FOLDER | a folder of images | FILE.npy | FILE.npz",
        Required = true,
        HelpName = "D",
    };

    private readonly Option<string[]> columns = new("--column")
    {
        Description = $"Kind of a column: NAME={ColumnOverride.Allowed}; NAME=ordered:S<M<L gives the order. Several are separated by commas, or repeat the " +
            "option.",
        HelpName = "NAME=KIND",
    };

    private readonly Option<string[]> drop = new("--drop") { Description = "Columns to leave out, separated by commas.", HelpName = "NAMES" };

    private readonly Option<string?> label = new("--label") { Description = "Column with the class of each row.", HelpName = "NAME" };

    private readonly Option<string[]> condition = new("--condition")
    {
        Description = "Columns that a conditional model is told, separated by commas.",
        HelpName = "NAMES",
    };

    private readonly Option<string?> numbers = new("--numbers")
    {
        Description = "How numbers and dates are coded: levels (the default) or density.",
        HelpName = "auto|levels|density",
    };

    public void AddTo(Command command)
    {
        command.Add(columns);
        command.Add(drop);
        command.Add(label);
        command.Add(condition);
        command.Add(numbers);
    }

    /// <summary>Whether any of them was given.</summary>
    public bool AreGiven(Invocation invocation) => invocation.Has(columns) || invocation.Has(drop) || invocation.Has(label) || invocation.Has(condition)
        || invocation.Has(numbers);

    /// <summary>The same as options of a training, as key=value.</summary>
    public IEnumerable<string> Settings(Invocation invocation)
    {
        if (invocation.Has(columns)) yield return $"columns={string.Join(',', invocation.Get(columns)!)}";
        if (invocation.Has(drop)) yield return $"drop={string.Join(',', invocation.Get(drop)!)}";
        if (invocation.Has(label)) yield return $"label={invocation.Get(label)}";
        if (invocation.Has(condition)) yield return $"told={string.Join(',', invocation.Get(condition)!)}";
        if (invocation.Has(numbers)) yield return $"numbers={invocation.Get(numbers)}";
    }

    public TableOptions Read(Invocation invocation) => new()
    {
        Columns = [.. (invocation.Get(columns) ?? []).SelectMany(ColumnOverride.Parse)],
        Drop = Names(invocation.Get(drop)),
        Label = invocation.Get(label),
        Conditions = Names(invocation.Get(condition)),
        Numbers = invocation.Get(numbers) is { } given ? CodingOf(given) : NumberCoding.Auto,
    };

    private static NumberCoding CodingOf(string text) => Enum.GetValues<NumberCoding>() is var all && Array.FindIndex(all, coding =>
        coding.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)) is >= 0 and var found ? all[found]
        : throw new UsageException($"{What("--numbers")} is {Got(text)}; give {Allowed("auto, levels or density")}.");

    private static string[] Names(string[]? texts) =>
        [.. (texts ?? []).SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
}
