namespace Hourglass.Kernels;

/// <summary>Moves matrices between rows and panels.</summary>
internal static unsafe class Transposition
{
    /// <summary>Writes some panels as rows.</summary>
    /// <param name="from">The panels.</param>
    /// <param name="to">The rows.</param>
    /// <param name="first">The first feature to write.</param>
    /// <param name="last">The one behind the last.</param>
    public static void ToRows(Panels from, RowMatrix to, int first, int last)
    {
        for (var panel = 0; panel < from.Count; panel++)
        {
            for (var feature = first; feature < last; feature += Block)
            {
                var width = Math.Min(Block, last - feature);
                var source = from.At(panel, feature);
                for (var lane = 0; lane < Panels.Lanes; lane++)
                {
                    var row = to.At((panel * Panels.Lanes) + lane) + feature;
                    for (var i = 0; i < width; i++) row[i] = source[(i * Panels.Lanes) + lane];
                }
            }
        }
    }

    /// <summary>Writes the rows of some panels as panels.</summary>
    /// <param name="from">The rows.</param>
    /// <param name="to">The panels.</param>
    /// <param name="first">The first panel to write.</param>
    /// <param name="last">The one behind the last.</param>
    public static void ToPanels(RowMatrix from, Panels to, int first, int last)
    {
        for (var panel = first; panel < last; panel++)
        {
            for (var feature = 0; feature < to.Features; feature += Block)
            {
                var width = Math.Min(Block, to.Features - feature);
                var target = to.At(panel, feature);
                for (var lane = 0; lane < Panels.Lanes; lane++)
                {
                    var row = from.At((panel * Panels.Lanes) + lane) + feature;
                    for (var i = 0; i < width; i++) target[(i * Panels.Lanes) + lane] = row[i];
                }
            }
        }
    }

    // A cache line of a row.
    private const int Block = 16;
}
