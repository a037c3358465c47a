using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hourglass.Runs;
using Spectre.Console;

namespace Hourglass.Cli;

/// <summary>
/// Where a command's words go. With <c>--json</c> the last line of standard output is one JSON object and everything else goes to
/// standard error.
/// </summary>
internal sealed class Output
{
    private static readonly JsonSerializerOptions JsonLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly bool json;
    private readonly List<string> runWarnings = [];
    private string? runState;

    public Output(bool json)
    {
        this.json = json;
        Terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(json ? Console.Error : Console.Out) });
        if (!IsLive) Terminal.Profile.Width = 160;
    }

    /// <summary>The terminal, or the pipe, that people read.</summary>
    public IAnsiConsole Terminal { get; }

    /// <summary>Whether a person watches (and lines may be redrawn).</summary>
    public bool IsLive => json ? !Console.IsErrorRedirected : !Console.IsOutputRedirected;

    /// <summary>A line for a person. In a pipe it stays one line, so that a path or a sentence in it can be searched for.</summary>
    public void Say(string text)
    {
        // In a terminal it may go over a line of progress, no end of which is to show behind it.
        if (IsLive) Terminal.WriteLine(text.Contains('\n') ? text : text.PadRight(Terminal.Profile.Width));
        else Terminal.Profile.Out.Writer.WriteLine(text);
    }

    /// <summary>A line that a person should see whatever becomes of standard output: it goes to standard error.</summary>
    public static void Warn(string text) => Console.Error.WriteLine($"warning: {text}");

    /// <summary>Says what a user of a run must know, now to a person and later in the result.</summary>
    public void Tell(Run run)
    {
        runState = JsonNamingPolicy.SnakeCaseLower.ConvertName(run.State.ToString());
        if (run.Warning is not { } warning) return;
        runWarnings.Add(warning);
        Warn(warning);
    }

    /// <summary>The command's result: printed only with <c>--json</c>. It says what became of the run that was used.</summary>
    public void Result(JsonObject result)
    {
        if (!json) return;
        if (runState is not null) result["run_state"] = runState;
        if (runWarnings.Count > 0)
        {
            if (result["warnings"] is not JsonArray warnings) result["warnings"] = warnings = [];
            foreach (var warning in runWarnings) warnings.Add(JsonValue.Create(warning));
        }

        Console.Out.WriteLine(Line(result));
    }

    /// <summary>A result as one line. JSON has no number that is not finite, so that null stands for one.</summary>
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

    /// <summary>Figures as a table, and as the result.</summary>
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

    /// <summary>A figure with as many digits as are worth reading.</summary>
    public static string FormatFigure(double value) => Math.Abs(value) switch
    {
        >= 1000 => FigureText.Of(value, 0, thousands: true),
        >= 10 => FigureText.Of(value, 2),
        >= 1 => FigureText.Of(value, 3),
        _ => FigureText.Of(value, 5),
    };
}
