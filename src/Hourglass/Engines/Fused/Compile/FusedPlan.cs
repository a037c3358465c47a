using Hourglass.Data.Batches;
using Hourglass.Engines.Fused.Input;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Engines.Fused.Ordered;
using Hourglass.Engines.Fused.Terms;
using Hourglass.Kernels.Threading;
using Hourglass.Objectives;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>
/// A training step as a fixed list of operations over preallocated memory: forward and hand-derived backward halves, without anything
/// that allocates or calls libtorch. Created by <see cref="PlanCompiler"/>.
/// </summary>
internal sealed class FusedPlan : IWork
{
    // An odd number far from 0, as between the states of splittable generators (Steele, Lea and Flood 2014).
    private const ulong KeysApart = 0x9E3779B97F4A7C15;
    private readonly IReadOnlyList<Operation> operations;
    private readonly IReadOnlyList<FusedTerm> terms;
    private readonly ReadBatch reader;
    private readonly RowWeights[] weights;
    private readonly BatchSize batch;
    private readonly StepKey key;
    private readonly double[] figures;

    /// <summary>Takes the parts from the compiler.</summary>
    public FusedPlan(IReadOnlyList<Operation> operations, IReadOnlyList<FusedTerm> terms, ReadBatch reader, RowWeights[] weights, BatchSize batch, StepKey key,
        IReadOnlyList<ParameterMemory> parameters)
    {
        this.operations = operations;
        this.terms = terms;
        this.reader = reader;
        this.weights = weights;
        this.batch = batch;
        this.key = key;
        Parameters = parameters;
        figures = new double[terms.Count + 1];
    }

    /// <inheritdoc/>
    public int Stages => operations.Count;

    /// <summary>The parameters with the gradients of the last step.</summary>
    public IReadOnlyList<ParameterMemory> Parameters { get; }

    /// <summary>The encoder's input in the last step.</summary>
    public required Signal Input { get; init; }

    /// <summary>The decoder's target in the last step.</summary>
    public required Signal Target { get; init; }

    /// <summary>The latent draw, if codes are distributions.</summary>
    public GaussianDraw? Draw { get; init; }

    /// <summary>The draws from the prior, if a term needs them.</summary>
    public Signal? Fresh { get; init; }

    /// <summary>The dropout of hidden layers, layer by layer.</summary>
    public IReadOnlyList<DropoutLayer> Dropouts { get; init; } = [];

    /// <summary>The cells that were hidden so that a decoder of columns in order learns to fill them, if there is such a term.</summary>
    public HiddenCells? Hidden { get; init; }

    /// <summary>The rows that a decoder of columns in order scored, if there is one.</summary>
    public ScoredRows? Scored { get; init; }

    /// <summary>Multiplications and additions of the products of a step, per example.</summary>
    public double FlopsPerExample => operations.Sum(operation => operation.FlopsPerExample);

    /// <summary>
    /// Computes the loss of a batch and its gradients, in as many passes as the plan needs. Signals, draws and dropouts are then those of the last pass.
    /// </summary>
    /// <param name="examples">The batch.</param>
    /// <param name="moment">Determines the weights of the terms.</param>
    /// <param name="seed">Seed of the step's random numbers.</param>
    /// <param name="team">The worker threads.</param>
    /// <returns>The first player's loss, then each term unweighted, in nats per example; valid until the next step.</returns>
    public IReadOnlyList<double> Step(BatchMemory examples, Moment moment, ulong seed, WorkerTeam team)
    {
        figures.AsSpan().Clear();
        SetWeights(moment);
        for (var (done, pass) = (0, 0ul); done < examples.Count; done += batch.Count, pass++)
        {
            batch.Begin(done, examples.Count);
            reader.Choose(examples, done);
            key.Value = seed + (pass * KeysApart);
            foreach (var each in weights) each.Set();
            team.Run(this);
            for (var i = 0; i < terms.Count; i++) figures[i + 1] += batch.Share * terms[i].Operation.Figure;
        }

        for (var i = 0; i < terms.Count; i++)
        {
            if (terms[i].InLoss) figures[0] += terms[i].Term.Weight.At(moment.Epoch) * figures[i + 1];
        }

        return figures;
    }

    /// <inheritdoc/>
    public void Do(int stage, int worker, int workers) => operations[stage].Do(worker, workers);

    /// <summary>Describes the operations in order.</summary>
    public IEnumerable<string> Describe() => operations.Select(operation => operation.Describe());

    private void SetWeights(Moment moment)
    {
        foreach (var (term, operation, _) in terms)
        {
            operation.Weight = term.Weight.At(moment.Epoch);
            if (term is KlCapacity capacity) ((CapacityWeight)operation).Capacity = capacity.Capacity.At(moment.Epoch);
        }
    }
}
