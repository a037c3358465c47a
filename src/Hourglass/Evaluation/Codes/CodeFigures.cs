using Hourglass.Data;
using Hourglass.Native;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>Individual metrics of codes, independent of the model; docs/measures.md defines each of them.</summary>
public static class CodeFigures
{
    /// <summary><c>knn_accuracy</c>: the fraction of codes whose class is the most frequent among their nearest neighbours, 0 to 1.</summary>
    /// <param name="codes">[count, latent].</param>
    /// <param name="labels">The class of each.</param>
    /// <param name="points">The codes that are searched for neighbours: [points, latent]. If it is the array of codes itself, no code is its own
    /// neighbour.</param>
    /// <param name="classes">The class of each point.</param>
    /// <param name="neighbours">Number of neighbours that vote; at least 1.</param>
    /// <exception cref="UsageException">Codes, points and classes differ in number or width, there are none, or the number of neighbours is below
    /// 1.</exception>
    /// <exception cref="HourglassException">A number is not finite.</exception>
    public static double NeighbourAccuracy(float[,] codes, IReadOnlyList<int> labels, float[,] points, IReadOnlyList<int> classes, int neighbours = 5)
    {
        Demand(codes, labels);
        Demand(points, classes);
        var latent = codes.GetLength(1);
        if (points.GetLength(1) != latent)
            throw new UsageException($"The {What("codes")} have {Got(latent)} dimensions and the points {points.GetLength(1)}; give " +
                $"{Allowed("both of the same model")}.");
        if (neighbours < 1) throw new UsageException($"The {What("number of neighbours")} is {Got(neighbours)}; give {Allowed("at least 1, such as 5")}.");
        TorchRuntime.Initialize();
        var queries = Listed(codes, labels);
        return NearestNeighbours.Accuracy(queries, ReferenceEquals(codes, points) ? queries : Listed(points, classes), latent, neighbours, batch => batch.Rows);

        static FloatExamples Listed(float[,] rows, IReadOnlyList<int> labels) => new([.. rows.Cast<float>()], DataShape.Row(rows.GetLength(1)), [.. labels]);
    }

    /// <summary><c>active_units</c>: the number of dimensions whose posterior mean has a variance over the examples above 0.01.</summary>
    /// <param name="means">[count, latent].</param>
    /// <exception cref="UsageException">There are none.</exception>
    public static int ActiveUnits(float[,] means)
    {
        Demand(means);
        TorchRuntime.Initialize();
        using var scope = NewDisposeScope();
        var measure = new ActiveUnits(means.GetLength(1));
        measure.Add(tensor(means));
        return measure.Active;
    }

    /// <summary><c>kl_per_dimension_nats</c>: KL(N(m_j, s_j^2) || N(0, 1)) of each dimension j in nats, averaged over examples: [latent].</summary>
    /// <param name="means">m: [count, latent].</param>
    /// <param name="logVariances">log s^2: [count, latent].</param>
    /// <exception cref="UsageException">There are none, or their shapes differ.</exception>
    public static IReadOnlyList<double> KlPerDimension(float[,] means, float[,] logVariances)
    {
        Demand(means);
        if (logVariances.GetLength(0) != means.GetLength(0) || logVariances.GetLength(1) != means.GetLength(1))
            throw new UsageException($"The {What("means")} are {Got(means.GetLength(0))} x {means.GetLength(1)} and the log variances " +
                $"{logVariances.GetLength(0)} x {logVariances.GetLength(1)}; give {Allowed("arrays of equal shape")}.");
        TorchRuntime.Initialize();
        using var scope = NewDisposeScope();
        return [.. DimensionKl.Of(tensor(means).to_type(float64), tensor(logVariances).to_type(float64)).mean([0]).data<double>()];
    }

    /// <summary>
    /// <c>codebook_usage</c>, the fraction of symbols that occur, and <c>perplexity</c>, the exponential of the entropy of their frequencies; both averaged
    /// over codebooks.
    /// </summary>
    /// <param name="symbols">From 0 to <paramref name="classes"/> - 1: [count, positions], with the positions of each codebook adjacent.</param>
    /// <param name="classes">Number of symbols of a codebook; at least 1.</param>
    /// <param name="codebooks">Number of codebooks, with equally many positions each; at least 1.</param>
    /// <exception cref="UsageException">There are no symbols, one is out of range, or the positions cannot be divided equally.</exception>
    public static (double Usage, double Perplexity) CodebookUse(int[,] symbols, int classes, int codebooks = 1)
    {
        var (count, positions) = (symbols.GetLength(0), symbols.GetLength(1));
        if (count == 0 || positions == 0) throw new UsageException($"There are {Got("no")} {What("symbols")}; give " +
            $"{Allowed("at least one symbol of one example")}.");
        if (codebooks < 1 || positions % codebooks != 0)
            throw new UsageException($"There are {Got(codebooks)} {What("codebooks")} and {positions} positions; give " +
                $"{Allowed("equally many positions to each of at least one codebook")}.");
        var measure = new CodebookUse(codebooks, Math.Max(classes, 0));
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < positions; j++)
            {
                if (symbols[i, j] < 0 || symbols[i, j] >= classes)
                    throw new UsageException($"{What($"Symbol {j} of example {i}")} is {Got(symbols[i, j])}; " +
                        $"{Allowed($"with {classes} classes give 0 to {classes - 1}")}.");
                measure.Count(j, positions, symbols[i, j]);
            }
        }

        return (measure.Usage, measure.Perplexity);
    }

    private static void Demand(float[,] codes)
    {
        if (codes.Length == 0) throw new UsageException($"There are {Got("no")} {What("codes")}; give " +
            $"{Allowed("at least one code with at least one dimension")}.");
    }

    private static void Demand(float[,] codes, IReadOnlyList<int> labels)
    {
        Demand(codes);
        if (labels.Count != codes.GetLength(0))
            throw new UsageException($"There are {Got(codes.GetLength(0))} {What("codes")} and {labels.Count} labels; give " +
                $"{Allowed("one label for each code")}.");
    }
}
