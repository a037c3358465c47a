using Hourglass.Data;
using Hourglass.Engines.Fused.Compile;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Kernels.Threading;
using Hourglass.Objectives;
using Hourglass.Training;
using static TorchSharp.torch;

namespace Hourglass.Engines.Fused;

/// <summary>A compiled plan and the threads that work on it.</summary>
internal sealed class FusedEngine : IDisposable
{
    // Below a tenth of a millisecond of arithmetic each, workers wait for each other longer than they work.
    private const double FlopsWorthAWorker = 1.5e7;

    // What fewer examples leave behind stays in the cache. A pass is long enough for workers not to wait for each other more than they work, and
    // over dense layers for the weights that it reads and the gradients that it adds.
    private const int DenseRowsOfAPass = 512;
    private const double FlopsWorthAPass = 6e8;
    private readonly FusedPlan plan;

    private FusedEngine(Autoencoder model, Examples examples, int batchSize)
    {
        var threads = get_num_threads();
        var rows = RowsOfAPass(model, examples, batchSize);
        plan = rows < batchSize ? PlanCompiler.CompilePasses(model, examples, rows, threads) : PlanCompiler.Compile(model, examples, batchSize, threads);
        Team = new WorkerTeam((int)Math.Clamp(plan.FlopsPerExample * rows / FlopsWorthAWorker, 1, threads));
    }

    /// <summary>The threads.</summary>
    public WorkerTeam Team { get; }

    /// <summary>The model's parameters with the gradients of the last step.</summary>
    public IReadOnlyList<ParameterMemory> Parameters => plan.Parameters;

    /// <summary>The engine for a model, or null where libtorch is to compute it.</summary>
    /// <param name="model">What is trained.</param>
    /// <param name="examples">What it learns from.</param>
    /// <param name="options">Ask for an engine.</param>
    /// <param name="taken">Which one it is, and why.</param>
    /// <exception cref="UsageException">It was asked for, and cannot compute this model.</exception>
    public static FusedEngine? For(Autoencoder model, Examples examples, TrainingOptions options, out EngineTaken taken)
    {
        taken = new EngineTaken(Engine.Torch, "", []);
        if (options.Engine == Engine.Torch) return null;
        string[] violations = [.. PlanCompiler.Violations(model), .. examples.Side.Lengths is null ? [] : (string[])["series of unequal length have padding, which does not count"]];
        if (violations.Length == 0)
        {
            var engine = new FusedEngine(model, examples, Math.Min(options.BatchSize, examples.Count));
            taken = new EngineTaken(Engine.Fused, "", [.. engine.plan.Describe()]);
            return engine;
        }

        taken = taken with { Reason = string.Join(", ", violations) };
        if (options.Engine == Engine.Auto) return null;
        throw new UsageException($"The fused engine cannot compute the model '{model.Blueprint.Model}': {string.Join(", ", violations)}; use --engine auto or torch.");
    }

    /// <summary>Computes the loss of a batch and its gradients; see <see cref="FusedPlan.Step"/>.</summary>
    public IReadOnlyList<double> Step(ReadOnlySpan<int> positions, Moment moment, ulong seed) => plan.Step(positions, moment, seed, Team);

    /// <summary>Whole panels where a batch is taken in several passes. It must not depend on the number of threads, as sums over passes are taken in their order.</summary>
    private static int RowsOfAPass(Autoencoder model, Examples examples, int batchSize)
    {
        if (batchSize <= Panels.Lanes || !PlanCompiler.TakesPasses(model.Blueprint)) return batchSize;
        NetworkSpec[] bodies = [model.Blueprint.Networks.Encoder, model.Blueprint.Networks.Decoder];
        if (!bodies.Any(body => body is ConvSpec or ResidualSpec { Channels.Count: > 0 })) return EvenRows(batchSize, DenseRowsOfAPass);
        var flops = PlanCompiler.Compile(model, examples, Panels.Lanes, workers: 1).FlopsPerExample * Panels.Lanes;
        return EvenRows(batchSize, Panels.Lanes * (int)Math.Ceiling(FlopsWorthAPass / flops));
    }

    /// <summary>As even a split of a batch into passes of at most so many rows as whole panels allow.</summary>
    private static int EvenRows(int batchSize, int most)
    {
        var passes = (batchSize + most - 1) / most;
        return Math.Min(batchSize, Panels.CountFor((batchSize + passes - 1) / passes) * Panels.Lanes);
    }

    /// <inheritdoc/>
    public void Dispose() => Team.Dispose();
}
