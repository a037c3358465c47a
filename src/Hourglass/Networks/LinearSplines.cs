using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>
/// Coded rows of a table as fewer numbers, for networks that must not learn a number of its own for each of many levels in order, each of which has few rows:
/// the place of such a level among the levels is read by linear splines (hat functions, of which two are not 0) and as a number. Other columns stay as they are.
/// </summary>
internal sealed class LinearSplines
{
    /// <summary>The most numbers that one number of a coded row becomes.</summary>
    public const int MostOfANumber = 3;

    // As many as a column of whole numbers may have levels that are seen often enough to be told apart.
    private const int Knots = 16;

    // The deviation of a uniform place is 1.
    private static readonly double Scale = Math.Sqrt(3);

    private readonly int[] starts;
    private readonly int[] places;
    private readonly float[] factors;

    /// <param name="columns">The columns.</param>
    public LinearSplines(IEnumerable<LevelsBlock> columns)
    {
        List<int> begins = [0];
        List<int> to = [];
        List<float> by = [];
        foreach (var column in columns)
        {
            if (column.First == 0 || column.Levels <= Knots)
            {
                for (var i = 0; i < column.Width; i++) Number((Numbers + i, 1));
                Numbers += column.Width;
                continue;
            }

            Number((Numbers, 1));
            for (var level = 0; level < column.Levels; level++)
            {
                var place = level / (column.Levels - 1.0);
                var knot = Math.Min((int)(place * (Knots - 1)), Knots - 2);
                var beyond = (place * (Knots - 1)) - knot;
                Number((Numbers + 1, Scale * ((2 * place) - 1)), (Numbers + 2 + knot, 1 - beyond), (Numbers + 3 + knot, beyond));
            }

            Numbers += 2 + Knots;
        }

        (starts, places, factors) = ([.. begins], [.. to], [.. by]);

        void Number(params ReadOnlySpan<(int Place, double Factor)> parts)
        {
            foreach (var (place, factor) in parts)
            {
                to.Add(place);
                by.Add((float)factor);
            }

            begins.Add(to.Count);
        }
    }

    /// <summary>How many numbers a row becomes.</summary>
    public int Numbers { get; }

    /// <summary>The numbers to which a number of a coded row adds.</summary>
    /// <param name="place">Its place in the coded row.</param>
    public ReadOnlySpan<int> PlacesOf(int place) => places.AsSpan(starts[place], starts[place + 1] - starts[place]);

    /// <summary>The factor for each of <see cref="PlacesOf"/>.</summary>
    /// <param name="place">The place in the coded row.</param>
    public ReadOnlySpan<float> FactorsOf(int place) => factors.AsSpan(starts[place], starts[place + 1] - starts[place]);

    /// <summary>The factors as a matrix: [size of a coded row, numbers].</summary>
    public Tensor ToTensor()
    {
        var matrix = new float[starts.Length - 1, Numbers];
        for (var place = 0; place < starts.Length - 1; place++)
            for (var i = starts[place]; i < starts[place + 1]; i++) matrix[place, places[i]] = factors[i];
        return tensor(matrix);
    }
}
