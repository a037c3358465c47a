using Hourglass.Native;
using Hourglass.Numerics;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary>
/// A linear classifier of codes, to measure how much of the class is linearly decodable: multinomial logistic regression on standardised codes
/// (G. Alain and Y. Bengio, "Understanding intermediate layers using linear classifier probes", ICLR workshop 2017). It minimises the mean
/// cross-entropy + l2 / 2 times the sum of squared weights (biases excluded) over all codes at once until convergence: the result is a function of the codes.
/// </summary>
public sealed class LinearProbe
{
    /// <summary>The default regularisation.</summary>
    public const double DefaultL2 = 1e-4;

    private const int MostSteps = 500;
    private const double Tolerance = 1e-5;
    private const int RowsAtOnce = 8192;

    // Codes x classes in double precision, of which there are several copies.
    private const long MostNumbers = 1 << 26;
    private readonly double[] mean;
    private readonly double[] scale;
    private readonly double[] weights;
    private readonly int[] classes;

    private LinearProbe(Tensor centre, Tensor factor, Tensor solution, int[] classes, int steps)
    {
        (mean, scale, weights) = ([.. centre.data<double>()], [.. factor.data<double>()], [.. solution.data<double>()]);
        this.classes = classes;
        Steps = steps;
    }

    /// <summary>Steps of the optimizer until the largest entry of the gradient was below 1e-5; at most 500.</summary>
    public int Steps { get; }

    /// <summary>Weights of the standardised codes, [latent, classes] row by row, then the biases.</summary>
    internal IReadOnlyList<double> Weights => weights;

    /// <summary>Fits a probe.</summary>
    /// <param name="codes">[count, latent].</param>
    /// <param name="labels">The class of each, 0 or more; only classes that occur are distinguished.</param>
    /// <param name="l2">The regularisation; 0 or more.</param>
    /// <param name="report">Receives the progress in evaluations of the objective, on the calling thread; may be null.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <exception cref="UsageException">Codes and labels differ in number, a label or the regularisation is negative, or there are too many codes and classes
    /// for memory.</exception>
    public static LinearProbe Fit(float[,] codes, IReadOnlyList<int> labels, double l2 = DefaultL2, Action<RowsDone>? report = null,
        CancellationToken cancellation = default)
    {
        var (count, latent) = (codes.GetLength(0), codes.GetLength(1));
        if (count == 0 || labels.Count != count)
            throw new UsageException($"There are {Got(count)} {What("codes")} and {labels.Count} labels; give " +
                $"{Allowed("one label for each code, and at least one code")}.");
        if (!(l2 >= 0)) throw new UsageException($"The {What("regularisation of the linear probe")} is {Got(l2)}; give " +
            $"{Allowed($"0 or more, such as {DefaultL2}")}.");
        if (labels.Min() is < 0 and var negative) throw new UsageException($"A {What("label")} is {Got(negative)}; give " +
            $"{Allowed("each class a number of 0 or more")}.");
        int[] different = [.. labels.Distinct().Order()];
        if (Obstacle(count, different.Length) is { } obstacle) throw new UsageException(obstacle);
        TorchRuntime.Initialize();
        using var outer = NewDisposeScope();
        using var frozen = no_grad();
        var rows = tensor(codes).to_type(float64);
        var centre = rows.mean([0]);
        rows.sub_(centre);
        var deviation = rows.square().mean([0]).sqrt();

        // A constant dimension carries no information and stays 0.
        var factor = where(deviation.gt(1e-12), 1 / deviation, zeros_like(deviation));
        rows.mul_(factor);
        var columns = different.Length;
        var target = nn.functional.one_hot(tensor(labels.Select(label => (long)Array.BinarySearch(different, label)).ToArray()), columns).to_type(float64);
        var solution = zeros((latent + 1) * columns, float64);
        var (control, evaluations) = (new WorkControl("linear probe", report, cancellation), 0);
        var steps = LimitedMemoryBfgs.Minimise(solution, Objective, MostSteps, Tolerance);
        return new LinearProbe(centre, factor, solution, different, steps);

        (double Value, Tensor Gradient) Objective(Tensor at)
        {
            control.Done(Math.Min(evaluations++, MostSteps), MostSteps);
            using var scope = NewDisposeScope();
            var parameters = at.reshape(latent + 1, columns);
            var (weight, bias) = (parameters.narrow(0, 0, latent), parameters[latent]);
            var logits = rows.mm(weight).add_(bias);
            var logSum = logits.logsumexp(1, keepdim: true);
            var loss = (logSum.sum() - (logits * target).sum()).item<double>() / count;
            var slope = (logits - logSum).exp_().sub_(target).div_(count);
            var gradient = cat([rows.t().mm(slope).add_(weight, alpha: l2), slope.sum([0]).unsqueeze(0)], 0).reshape(-1);
            return (loss + (l2 / 2 * weight.square().sum().item<double>()), gradient.MoveToOuterDisposeScope());
        }
    }

    /// <summary>The class of each code: [count].</summary>
    /// <param name="codes">[count, latent].</param>
    /// <exception cref="UsageException">The codes do not have the width of the training codes.</exception>
    public int[] Predict(float[,] codes)
    {
        if (codes.GetLength(1) != mean.Length)
            throw new UsageException($"The {What("codes")} have {Got(codes.GetLength(1))} dimensions, but the linear probe was fitted to {mean.Length}; " +
                $"give {Allowed("codes of the same model")}.");
        using var outer = NewDisposeScope();
        using var frozen = no_grad();
        var (all, centre, factor) = (tensor(codes), tensor(mean), tensor(scale));
        var parameters = tensor(weights).reshape(mean.Length + 1, classes.Length);
        var result = new int[codes.GetLength(0)];
        for (var start = 0; start < result.Length; start += RowsAtOnce)
        {
            using var scope = NewDisposeScope();
            var rows = all.narrow(0, start, Math.Min(RowsAtOnce, result.Length - start)).to_type(float64).sub_(centre).mul_(factor);
            var named = rows.mm(parameters.narrow(0, 0, mean.Length)).add_(parameters[mean.Length]).argmax(1).data<long>();
            for (var i = 0; i < named.Count; i++) result[start + i] = classes[named[i]];
        }

        return result;
    }

    /// <summary>The fraction of codes whose class is predicted correctly.</summary>
    /// <param name="codes">[count, latent].</param>
    /// <param name="labels">The class of each.</param>
    /// <exception cref="UsageException">Codes and labels differ in number, or the codes do not have the width of the training codes.</exception>
    public double Accuracy(float[,] codes, IReadOnlyList<int> labels)
    {
        var count = codes.GetLength(0);
        if (count == 0 || labels.Count != count)
            throw new UsageException($"There are {Got(count)} {What("codes")} and {labels.Count} labels; give " +
                $"{Allowed("one label for each code, and at least one code")}.");
        return Predict(codes).Where((named, i) => named == labels[i]).Count() / (double)count;
    }

    /// <summary>Why a probe of this many codes and classes is too large, or null.</summary>
    internal static string? Obstacle(int codes, int classes) => (long)codes * classes <= MostNumbers ? null
        : $"A linear probe of {codes} codes of {classes} classes takes too much memory; " +
            $"codes times classes may be at most {MostNumbers}, so give fewer codes (probe_examples) or classes.";
}
