using System.Globalization;
using System.Text.Json.Nodes;
using Hourglass.Data;

namespace Hourglass.Cli.Commands;

/// <summary><c>inspect</c>: what the tool sees in data, before anything is trained.</summary>
internal static class InspectCommand
{
    private const int ShownClasses = 12;

    public static System.CommandLine.Command Create()
    {
        var table = new TableArguments();
        var command = new DocumentedCommand("inspect", "Shows what the tool sees in data: the columns of a table with kind, range or levels, missing cells " +
            "and use, or the shape, range and labels of images and arrays. Nothing is written.", """
            Examples:
              hourglass inspect --data patients.csv
              hourglass inspect --data patients.csv --column zip=category,age=number --drop name --label diagnosis
              hourglass inspect --data "sql:SELECT age, sex FROM 'people.parquet' WHERE age >= 18" --json
              hourglass inspect --data patients.csv --numbers density
              hourglass inspect --data mnist
            """)
        { TableArguments.Data, CommonOptions.Array };
        table.AddTo(command);
        Invocation.SetAction(command, invocation =>
        {
            var data = invocation.Get(TableArguments.Data);
            if (Data.Table.Accepts(data) && !Directory.Exists(data))
            {
                var options = table.Read(invocation) with { AllowsStrayCells = true };
                var opened = invocation.Stoppable((report, token) => Data.Table.Open(data, options, report, token));
                var hasExamples = opened.Count > 1 && opened.Schema.Columns.Any(column => column.Use == ColumnUse.Input);
                Show(invocation.Output, data, opened.Schema, hasExamples ? TableCoding.FitToTrainingRows(opened, options.Numbers) : null);
            }
            else if (table.AreGiven(invocation)) throw new UsageException($"The {What("data")} '{Got(data)}' are no table; --column, --drop, --label, " +
                $"--condition and --numbers apply to tables only.");
            else
            {
                var options = new DataOptions { Array = invocation.Get(CommonOptions.Array), AllowsSingleExample = true };
                Show(invocation.Output, invocation.Stoppable((report, token) => DataSource.Open(data, options, report, token)));
            }

            return 0;
        });
        return command;
    }

    private static void Show(Output output, string data, TableSchema schema, TableCoding? coding)
    {
        var codes = coding is null ? [] : coding.Columns.Concat(coding.Conditions).ToDictionary(code => code.Name, code => code.Description, StringComparer.Ordinal);
        var rows = schema.Columns[0].Rows;
        var used = schema.Columns.Count(column => column.IsUsed);
        output.Say($"{data}: {Number(rows)} rows, {schema.Columns.Count} columns, {(used == schema.Columns.Count ? "all" : $"{used}")} of them used");
        output.Terminal.Write(SchemaTable.Of(schema, codes, output.Terminal.Profile.Width));
        string[] doubts = [.. schema.Doubts, .. schema.Columns.SelectMany(column => column.Doubts.Select(doubt => $"Column '{column.Name}': {doubt}"))];
        foreach (var doubt in doubts) output.Warn(doubt);
        output.Result(new JsonObject
        {
            ["data"] = data,
            ["kind"] = "table",
            ["rows"] = rows,
            ["codes"] = new JsonObject([.. codes.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value))]),
            ["schema"] = JsonNode.Parse(schema.ToJson()),
            ["warnings"] = new JsonArray([.. doubts.Select(doubt => JsonValue.Create(doubt))]),
        });
    }

    private static void Show(Output output, Dataset data)
    {
        (float Least, float Most)[] ranges = [.. new[] { data.Train, data.Test }.Where(examples => examples.Count > 0).Select(examples => examples.Range)];
        var (least, most) = ((double)ranges.Min(range => range.Least), (double)ranges.Max(range => range.Most));
        var kind = data.Shape.IsPicture ? data.Train.Side.Lengths is null ? "images" : "series" : "rows of numbers";
        var split = data.Whole is null ? $"{Number(data.Train.Count)} training and {Number(data.Test.Count)} test examples"
            : $"{Number(data.Whole.Count)} examples without a test split; {Number(data.Test.Count)} are held out as test examples";
        output.Say($"{data.Name}: {kind} of shape {data.Shape}");
        output.Say($"Examples  {split}");
        output.Say($"Values    {Output.FormatFigure(least)} to {Output.FormatFigure(most)}");
        var classes = Classes(data);
        if (classes.Count > 0)
        {
            var shown = string.Join(", ", classes.Take(ShownClasses).Select(one => $"{one.Name} ({Number(one.Count)})"));
            output.Say($"Labels    {classes.Count}: {shown}{(classes.Count > ShownClasses ? ", ..." : "")}");
        }

        if (data.Train.Side.Conditions is { } conditions) output.Say($"Conditions  {conditions.GetLength(1)} columns");
        if (data.Train.Side.Lengths is { } lengths) output.Say($"Lengths   {lengths.Min()} to {lengths.Max()} steps");
        foreach (var note in data.Notes) output.Say(note);
        output.Result(new JsonObject
        {
            ["data"] = data.Name,
            ["kind"] = kind,
            ["shape"] = new JsonArray(data.Shape.Channels, data.Shape.Height, data.Shape.Width),
            ["train"] = data.Train.Count,
            ["test"] = data.Test.Count,
            ["has_test_split"] = data.Whole is null,
            ["least"] = least,
            ["most"] = most,
            ["labels"] = new JsonObject([.. classes.Select(one => KeyValuePair.Create(one.Name, (JsonNode?)one.Count))]),
            ["notes"] = new JsonArray([.. data.Notes.Select(note => JsonValue.Create(note))]),
        });
    }

    private static List<(string Name, int Count)> Classes(Dataset data)
    {
        if (data.Train.Labels is not { } train) return [];
        var labels = train.Concat(data.Test.Labels ?? []).GroupBy(label => label).OrderBy(group => group.Key);
        return [.. labels.Select(group => (data.ClassNames is { } names && group.Key < names.Count ? names[group.Key] : $"{group.Key}", group.Count()))];
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
