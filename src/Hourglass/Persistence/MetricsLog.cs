using System.Text.Json;
using Hourglass.Files;
using Hourglass.Training;

namespace Hourglass.Persistence;

/// <summary>One line of JSON an epoch; a figure that is not finite is null.</summary>
internal static class MetricsLog
{
    public static void Append(string path, EpochDone epoch) => AtomicFile.AppendLine(path, JsonSerializer.Serialize(MetricsLine.Of(epoch), Json.Line));

    /// <summary>Drops the lines of epochs that a restored checkpoint does not know yet.</summary>
    /// <exception cref="HourglassException">A line that is kept or dropped is damaged.</exception>
    public static void KeepFirst(string path, int epochs)
    {
        if (!File.Exists(path)) return;
        var kept = Read(path).Where(line => line.Line.Epoch <= epochs).Select(line => line.Text);
        AtomicFile.WriteText(path, string.Concat(kept.Select(text => text + "\n")));
    }

    /// <summary>The figures of each epoch by name: training figures as they are, validation figures behind <c>validation_</c>.</summary>
    /// <exception cref="HourglassException">A line is damaged.</exception>
    public static IReadOnlyList<(int Epoch, IReadOnlyDictionary<string, double> Figures)> Load(string path) =>
        !File.Exists(path) ? [] : [.. Read(path).Select(line => (line.Line.Epoch, line.Line.Figures))];

    private static List<(MetricsLine Line, string Text)> Read(string path)
    {
        var texts = ReadText(path).Split('\n');
        List<(MetricsLine, string)> lines = [];

        // What stands behind the last end of a line is nothing, or was torn by a crash in the middle of writing: it is written again on resuming.
        for (var i = 0; i < texts.Length - 1; i++) lines.Add((Json.Parse<MetricsLine>(texts[i], $"Line {i + 1} of the file '{path}'"), texts[i]));
        return lines;
    }

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HourglassException($"The file '{path}' cannot be read: {e.Message}", e);
        }
    }
}
