using System.Text.Json;
using Hourglass.Files;
using Hourglass.Training;

namespace Hourglass.Persistence;

/// <summary>One line of JSON per epoch; a non-finite metric is null.</summary>
internal static class MetricsLog
{
    public static void Append(string path, EpochDone epoch) => AtomicFile.AppendLine(path, JsonSerializer.Serialize(MetricsLine.Of(epoch), Json.Line));

    /// <summary>Drops the lines of epochs after a restored checkpoint.</summary>
    /// <exception cref="HourglassException">A line that is kept or dropped is damaged.</exception>
    public static void KeepFirst(string path, int epochs)
    {
        if (!File.Exists(path)) return;
        var kept = Read(path).Where(line => line.Line.Epoch <= epochs).Select(line => line.Text);
        AtomicFile.WriteText(path, string.Concat(kept.Select(text => text + "\n")));
    }

    /// <summary>The metrics of each epoch by name, those of validation with the prefix <c>validation_</c>.</summary>
    /// <exception cref="HourglassException">A line is damaged.</exception>
    public static IReadOnlyList<(int Epoch, IReadOnlyDictionary<string, double> Figures)> Load(string path) =>
        !File.Exists(path) ? [] : [.. Read(path).Select(line => (line.Line.Epoch, line.Line.Figures))];

    private static List<(MetricsLine Line, string Text)> Read(string path)
    {
        var texts = ReadText(path).Split('\n');
        List<(MetricsLine, string)> lines = [];

        // Text after the last line break is empty, or an incomplete line of a crash, which is written again on resuming.
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
            throw new HourglassException($"The file '{What(path)}' cannot be read: {Got(e.Message)}", e);
        }
    }
}
