using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hourglass.Runs;
using Spectre.Console;

namespace Hourglass.Cli;

/// <summary>
/// The output of a command. With <c>--json</c>, standard output ends with one JSON object and everything else goes to standard error.
/// </summary>
internal sealed class Output
{
    private static readonly JsonSerializerOptions JsonLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly bool json;
    private readonly List<MessageText> keptWarnings = [];
    private string? runState;
    private JsonObject? result;

    /// <summary>Creates the output of a command.</summary>
    /// <param name="json">Whether the result is printed as JSON.</param>
    /// <param name="words">How the library's messages name its options.</param>
    public Output(bool json, IVocabulary words)
    {
        this.json = json;
        Words = words;
        Terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(json ? Console.Error : Console.Out) });
        if (!IsLive) Terminal.Profile.Width = 160;
    }

    /// <summary>The terminal or pipe for readable output.</summary>
    public IAnsiConsole Terminal { get; }

    /// <summary>How the library's messages name its options here.</summary>
    public IVocabulary Words { get; }

    /// <summary>Whether output goes to a terminal, where lines can be redrawn.</summary>
    public bool IsLive => json ? !Console.IsErrorRedirected : !Console.IsOutputRedirected;

    /// <summary>Prints a line. In a pipe it is not wrapped, so that paths and sentences can be searched for.</summary>
    public void Say(MessageText message)
    {
        var text = PlainText.Of(message.ToString(Words));
        // In a terminal it may go over a line of progress, no end of which is to show behind it.
        if (IsLive) Terminal.WriteLine(text.Contains('\n') ? text : text.PadRight(Terminal.Profile.Width));
        else Terminal.Profile.Out.Writer.WriteLine(text);
    }

    /// <summary>Redraws the current line of the terminal; the next line goes over it.</summary>
    public void Redraw(string text)
    {
        text = PlainText.Of(text);
        var width = Math.Max(1, Terminal.Profile.Width - 1);
        Terminal.Profile.Out.Writer.Write($"\r{(text.Length > width ? text[..width] : text.PadRight(width))}\r");
        Terminal.Profile.Out.Writer.Flush();
    }

    /// <summary>Prints a warning to standard error, so that it is seen even if standard output is redirected.</summary>
    public void Warn(MessageText text) => Console.Error.WriteLine($"warning: {PlainText.Of(text.ToString(Words))}");

    /// <summary>Prints the warning of a run, and keeps it and the state for the result.</summary>
    public void Tell(Run run)
    {
        runState = JsonNamingPolicy.SnakeCaseLower.ConvertName(run.State.ToString());
        if (run.Warning is { } warning) WarnInResult(warning);
    }

    /// <summary>Prints a warning and keeps it for the result.</summary>
    public void WarnInResult(MessageText warning)
    {
        keptWarnings.Add(warning);
        Warn(warning);
    }

    /// <summary>Sets the result of the command, which is printed at its end with <c>--json</c>.</summary>
    public void Result(JsonObject value) => result = value;

    /// <summary>
    /// With <c>--json</c>, prints the result, including the state of the run and the warnings about run and data. After an error its members are added; they are printed even if there
    /// is no result.
    /// </summary>
    public void Finish(JsonObject? error = null)
    {
        if (!json || (result is null && error is null)) return;
        result ??= [];
        foreach (var (name, value) in error ?? []) result[name] = value?.DeepClone();
        if (runState is not null) result["run_state"] = runState;
        if (keptWarnings.Count > 0)
        {
            if (result["warnings"] is not JsonArray warnings) result["warnings"] = warnings = [];
            foreach (var warning in keptWarnings) warnings.Add(JsonValue.Create(warning.ToString(Words)));
        }

        Console.Out.WriteLine(Line(result));
    }

    /// <summary>A result as one line. Numbers that are not finite become null, since JSON has none.</summary>
    internal static string Line(JsonObject result)
    {
        var written = result.DeepClone();
        Replace(written);
        return written.ToJsonString(JsonLine);

        static void Replace(JsonNode? node)
        {
            if (node is JsonObject parts)
            {
                foreach (var (name, part) in parts.ToArray())
                {
                    if (IsNotFinite(part)) parts[name] = null;
                    else Replace(part);
                }
            }
            else if (node is JsonArray items)
            {
                for (var i = 0; i < items.Count; i++)
                {
                    if (IsNotFinite(items[i])) items[i] = null;
                    else Replace(items[i]);
                }
            }
        }

        static bool IsNotFinite(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var number) && !double.IsFinite(number);
    }

    /// <summary>Prints metrics as a table and as the result.</summary>
    public void Figures(JsonObject result, IReadOnlyList<Metric> metrics)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("metric").AddColumn(new TableColumn("value").RightAligned());
        foreach (var metric in metrics)
        {
            table.AddRow(metric.Name, FormatFigure(metric.Value));
            result[metric.Name] = metric.Value;
        }

        Terminal.Write(table);
        Result(result);
    }

    /// <summary>A value with a suitable number of digits.</summary>
    public static string FormatFigure(double value) => Math.Abs(value) switch
    {
        >= 1000 => FigureText.Of(value, 0, thousands: true),
        >= 10 => FigureText.Of(value, 2),
        >= 1 => FigureText.Of(value, 3),
        _ => FigureText.Of(value, 5),
    };
}
