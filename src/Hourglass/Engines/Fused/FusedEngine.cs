using Hourglass.Data;
using Hourglass.Data.Batches;
using Hourglass.Engines.Fused.Compile;
using Hourglass.Kernels;
using Hourglass.Kernels.Threading;
using Hourglass.Numerics;
using Hourglass.Objectives;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Engines.Fused;

/// <summary>A compiled plan and its worker threads.</summary>
internal sealed class FusedEngine : IStepEngine, IGradients
{
    // With less than a tenth of a millisecond of arithmetic each, workers wait for each other longer than they work.
    private const double FlopsWorthAWorker = 1.5e7;

    // The intermediate results of this many examples stay in the cache. A pass is long enough that workers work more than they wait and,
    // for dense layers, that reading weights and adding gradients pays off.
    private const int DenseRowsOfAPass = 512;
    private const double FlopsWorthAPass = 6e8;
    private readonly FusedPlan plan;
    private readonly WorkerTeam team;
    private readonly ulong seed;

    /// <summary>Compiles a model and starts the threads.</summary>
    /// <param name="model">Without <see cref="Violations"/>.</param>
    /// <param name="examples">The training examples.</param>
    /// <param name="batchSize">Maximum number of examples per step.</param>
    /// <param name="seed">Seed of the run.</param>
    public FusedEngine(Autoencoder model, Examples examples, int batchSize, ulong seed)
    {
        this.seed = seed;
        var threads = get_num_threads();
        var rows = RowsOfAPass(model, examples, batchSize);
        plan = rows < batchSize ? PlanCompiler.CompilePasses(model, examples, rows, threads) : PlanCompiler.Compile(model, examples, batchSize, threads);
        team = new WorkerTeam((int)Math.Clamp(plan.FlopsPerExample * rows / FlopsWorthAWorker, 1, threads));
        Taken = new EngineTaken(Engine.Fused, "", [.. plan.Describe()]);
    }

    /// <inheritdoc/>
    public EngineTaken Taken { get; }

    /// <inheritdoc/>
    IGradients IStepEngine.Gradients => this;

    /// <summary>Lists the unsupported parts of a model and its examples; none if it can be compiled.</summary>
    public static IEnumerable<string> Violations(Autoencoder model, Examples examples) =>
        [.. PlanCompiler.Violations(model), .. examples.Side.Lengths is null ? [] : (string[])["series of unequal length have padding, which does not count"]];

    /// <inheritdoc/>
    public IReadOnlyList<double>? Differentiate(BatchMemory examples, Stage stage, Moment moment, long step)
    {
        var figures = plan.Step(examples, moment, Randomness.Key(seed, RandomPurpose.TrainingStep, (ulong)step), team);
        return figures.All(double.IsFinite) ? figures : null;
    }

    /// <inheritdoc/>
    public void Updated()
    {
    }

    /// <inheritdoc/>
    IGradient IGradients.Of(string name, Parameter parameter) =>
        new FusedGradient(plan.Parameters.Single(memory => string.Equals(memory.Name, name, StringComparison.Ordinal)).Gradient);

    /// <inheritdoc/>
    void IGradients.Run(IWork work) => team.Run(work);

    /// <summary>
    /// Whole panels if a batch is processed in several passes. It must not depend on the number of threads, because passes are summed in order.
    /// </summary>
    private static int RowsOfAPass(Autoencoder model, Examples examples, int batchSize)
    {
        if (batchSize <= Panels.Lanes || !PlanCompiler.TakesPasses(model.Blueprint)) return batchSize;
        NetworkSpec[] bodies = [model.Blueprint.Networks.Encoder, model.Blueprint.Networks.Decoder];
        if (!bodies.Any(body => body is ConvSpec or ResidualSpec { Channels.Count: > 0 })) return EvenRows(batchSize, DenseRowsOfAPass);
        var flops = PlanCompiler.Compile(model, examples, Panels.Lanes, workers: 1).FlopsPerExample * Panels.Lanes;
        return EvenRows(batchSize, Panels.Lanes * (int)Math.Ceiling(FlopsWorthAPass / flops));
    }

    /// <summary>Splits a batch into passes of at most this many rows, as evenly as whole panels allow.</summary>
    private static int EvenRows(int batchSize, int most)
    {
        var passes = (batchSize + most - 1) / most;
        return Math.Min(batchSize, Panels.CountFor((batchSize + passes - 1) / passes) * Panels.Lanes);
    }

    /// <inheritdoc/>
    public void Dispose() => team.Dispose();
}
