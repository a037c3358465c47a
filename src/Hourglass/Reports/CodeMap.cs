using Hourglass.Training;

namespace Hourglass.Reports;

/// <summary>Converts codes of any size to a two-dimensional map.</summary>
public static class CodeMap
{
    /// <summary>
    /// The codes themselves if they have two dimensions, else their first two principal components; a single dimension is drawn horizontally.
    /// </summary>
    /// <param name="codes">[count, latent].</param>
    /// <param name="labels">One class index per example, or null.</param>
    /// <param name="title">The name of the model.</param>
    /// <param name="caption">Text about the map; a note on the projection is appended.</param>
    public static ScatterMap Of(float[,] codes, IReadOnlyList<int>? labels, string title, string caption)
    {
        var latent = codes.GetLength(1);
        var flat = latent == 2 ? Columns(codes, 0, 1) : latent == 1 ? Columns(codes, 0, null) : PrincipalComponents.Project(codes, 2);
        var note = latent > 2 ? $"{latent} dimensions, shown by their first two principal components" : "";
        return new ScatterMap(title, string.Join("; ", new[] { caption, note }.Where(text => text.Length > 0)), flat, labels);
    }

    private static float[] Columns(float[,] codes, int first, int? second)
    {
        var points = new float[2 * codes.GetLength(0)];
        for (var i = 0; i < codes.GetLength(0); i++)
        {
            points[2 * i] = codes[i, first];
            points[(2 * i) + 1] = second is { } column ? codes[i, column] : 0;
        }

        return points;
    }
}
