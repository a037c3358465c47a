using Hourglass.Training;

namespace Hourglass.Reports;

/// <summary>Turns codes of any size into a two-dimensional map.</summary>
public static class CodeMap
{
    /// <summary>The codes themselves when there are two dimensions, else their first two principal components; one dimension is drawn along the horizontal.</summary>
    /// <param name="codes">[count, latent].</param>
    /// <param name="labels">One class index an example, or null.</param>
    /// <param name="title">Whose codes they are.</param>
    /// <param name="caption">What there is to say about the map; a note on the projection is added.</param>
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
