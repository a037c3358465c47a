using System.Text.Json;
using System.Text.Json.Nodes;
using Hourglass.Training;

namespace Hourglass.Persistence;

/// <summary>One line of JSON an epoch; a figure that is not finite is null.</summary>
internal static class MetricsLog
{
    public static void Append(string path, EpochDone epoch)
    {
        var line = new JsonObject
        {
            ["epoch"] = epoch.Epoch,
            ["train"] = Figures(epoch.Train),
            ["validation"] = epoch.Validation.Count == 0 ? null : Figures(epoch.Validation),
            ["learning_rate"] = epoch.LearningRate,
            ["samples_per_second"] = epoch.ExamplesPerSecond,
            ["wall_seconds"] = epoch.Seconds,
        };
        AtomicFile.AppendLine(path, line.ToJsonString());
    }

    /// <summary>Drops the lines of epochs that a restored checkpoint does not know yet.</summary>
    public static void KeepFirst(string path, int epochs)
    {
        if (!File.Exists(path)) return;
        var kept = Read(path).Where(line => line.Epoch <= epochs).Select(line => line.Text);
        AtomicFile.WriteText(path, string.Concat(kept.Select(text => text + "\n")));
    }

    /// <summary>The figures of each epoch by name: training figures as they are, validation figures behind <c>validation_</c>.</summary>
    public static IReadOnlyList<(int Epoch, IReadOnlyDictionary<string, double> Figures)> Load(string path) => !File.Exists(path) ? [] :
    [
        .. Read(path).Select(line => (line.Epoch, (IReadOnlyDictionary<string, double>)Flatten(line.Node)))
    ];

    private static Dictionary<string, double> Flatten(JsonObject line)
    {
        Dictionary<string, double> figures = new(StringComparer.Ordinal);
        foreach (var (name, value) in line["train"]!.AsObject()) figures[name] = Number(value);
        foreach (var (name, value) in line["validation"]?.AsObject() ?? []) figures["validation_" + name] = Number(value);
        return figures;

        static double Number(JsonNode? value) => value?.GetValue<double>() ?? double.NaN;
    }

    private static List<(int Epoch, JsonObject Node, string Text)> Read(string path)
    {
        List<(int, JsonObject, string)> lines = [];
        foreach (var text in File.ReadLines(path))
        {
            try
            {
                var node = JsonNode.Parse(text)!.AsObject();
                lines.Add((node["epoch"]!.GetValue<int>(), node, text));
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException)
            {
                // Only the last line can be torn, by a crash in the middle of writing; it is written again on resuming.
                break;
            }
        }

        return lines;
    }

    private static JsonObject Figures(IReadOnlyList<Metric> metrics)
    {
        var figures = new JsonObject();
        foreach (var metric in metrics) figures[metric.Name] = double.IsFinite(metric.Value) ? metric.Value : null;
        return figures;
    }
}
