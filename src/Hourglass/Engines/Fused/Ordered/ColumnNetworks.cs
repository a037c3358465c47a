using System.Runtime.Intrinsics;
using Hourglass.Engines.Fused.Layers;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Kernels.Elementwise;
using Hourglass.Kernels.Gemm;
using Hourglass.Kernels.Sparse;

namespace Hourglass.Engines.Fused.Ordered;

/// <summary>
/// The networks of all columns, forward and backward: hidden units relu(W z + b + sum of vectors of the columns before), logits, likelihood and gradients.
/// All that belongs to a column is computed by one worker at once, for all rows, while it is in the cache. Hidden units lie by row, since vectors are added
/// to them, and in panels where they are multiplied.
/// </summary>
internal sealed unsafe class ColumnNetworks : Operation
{
    private readonly TileVariant kernels = TileVariants.Current;
    private readonly ActivationKernel relu = ActivationKernel.Of<Relu>();
    private readonly OrderedSizes sizes;
    private readonly TableCells cells;
    private readonly PanelLikelihood likelihood;
    private readonly Signal input;
    private readonly IReadOnlyList<ColumnRows> kinds;
    private readonly OrderedParameters parameters;
    private readonly ColumnWork[] works;
    private readonly int[] order;
    private readonly AlignedBuffer inputGradients;
    private readonly nint inputGradientStride;
    private int taken;
    private int finished;

    /// <summary>Allocates memory.</summary>
    /// <param name="sizes">The decoder's sizes.</param>
    /// <param name="cells">The cells of the rows.</param>
    /// <param name="likelihood">The likelihood of the columns.</param>
    /// <param name="input">The latent vectors, with any condition.</param>
    /// <param name="scored">The rows that are scored given them.</param>
    /// <param name="completed">The rows whose hidden cells are scored, and the most panels of these; null for none.</param>
    /// <param name="parameters">The decoder's parameters.</param>
    /// <param name="batch">The number of rows of a step.</param>
    /// <param name="workers">The most workers.</param>
    public ColumnNetworks(OrderedSizes sizes, TableCells cells, PanelLikelihood likelihood, Signal input, ColumnRows scored,
        (ColumnRows Rows, int Panels)? completed, OrderedParameters parameters, BatchSize batch, int workers)
    {
        (this.sizes, this.cells, this.likelihood, this.input, this.parameters) = (sizes, cells, likelihood, input, parameters);
        kinds = completed is { } hidden ? [scored, hidden.Rows] : [scored];
        works = [.. Enumerable.Range(0, workers).Select(_ => new ColumnWork(sizes, Panels.CountFor(batch.Most) + (completed?.Panels ?? 0)))];

        // The longest first, so that workers finish at about the same time.
        order = [.. Enumerable.Range(0, sizes.Columns).OrderByDescending(column => (3 * sizes.LevelsOf(column)) + (2 * column) + sizes.Inputs)];
        inputGradientStride = (nint)Panels.LengthFor(batch.Most, sizes.Inputs);
        inputGradients = new AlignedBuffer(inputGradientStride * sizes.Columns);
    }

    /// <inheritdoc/>
    public override double FlopsPerExample => 6.0 * sizes.Hidden * (sizes.Outputs + (sizes.Columns * (sizes.Inputs + (sizes.Columns / 2))));

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        // Whoever is free takes the next column; what becomes of a column does not depend on the worker.
        for (var i = Interlocked.Increment(ref taken) - 1; i < order.Length; i = Interlocked.Increment(ref taken) - 1) Compute(order[i], worker);
        if (Interlocked.Increment(ref finished) < workers) return;
        finished = 0;
        taken = 0;
    }

    /// <summary>The part of a column in the gradient of the inputs: panels like these.</summary>
    public float* InputGradientOf(int column) => inputGradients.Pointer + (column * inputGradientStride);

    /// <inheritdoc/>
    public override string Describe() =>
        $"-log p of {sizes.Columns} columns in order given {input.Name}, and all gradients of their networks of {sizes.Hidden} units";

    private void Compute(int column, int worker)
    {
        var work = works[worker];
        var (levels, first) = (sizes.LevelsOf(column), sizes.FirstOf(column));
        Transposition.Copy(parameters.LevelsWeight.Values + first, sizes.Outputs, work.Weight.Pointer, sizes.Stride, sizes.Hidden, levels);
        Transposition.Copy(LatentWeightOf(column), sizes.Inputs, work.Latent.Pointer, sizes.Stride, sizes.Hidden, sizes.Inputs);
        work.Clear();
        var starts = stackalloc int[kinds.Count + 1];
        for (var kind = 0; kind < kinds.Count; kind++)
        {
            starts[kind] = work.PanelCount;
            kinds[kind].List(column, work);
        }

        starts[kinds.Count] = work.PanelCount;
        for (var kind = 0; kind < kinds.Count; kind++)
        {
            var cost = 0.0;
            for (var panel = starts[kind]; panel < starts[kind + 1]; panel++) cost += Forward(column, panel, starts[kind], kinds[kind], work, worker);
            kinds[kind].SetCost(column, cost);
        }

        HeadGradient(column, work);
        for (var kind = 0; kind < kinds.Count; kind++)
        {
            for (var panel = starts[kind]; panel < starts[kind + 1]; panel++)
            {
                UnitGradient(column, panel, work);
                kinds[kind].Take(GradientOf(column, panel, work), column, panel, work);
                if (kind == 0 && input.HasGradient) InputGradient(column, panel, work);
            }
        }

        LatentGradient(column, starts, work);
        BiasGradient(column, work);
        VectorGradient(column, work, worker);
    }

    /// <summary>The costs of a panel, whose hidden units are kept, with the gradient of its logits.</summary>
    private double Forward(int column, int panel, int firstPanel, ColumnRows rows, ColumnWork work, int worker)
    {
        var (stride, lanes, levels) = (sizes.Stride, work.LanesOf(panel), sizes.LevelsOf(column));
        var units = UnitsOf(panel, work);
        for (var lane = 0; lane < lanes; lane++) Read(column, (panel * Panels.Lanes) + lane, units + (lane * stride), work, worker);
        new Span<float>(units + (lanes * stride), (Panels.Lanes - lanes) * stride).Clear();
        if (rows.Inputs > 0)
        {
            var latent = work.Latent.Pointer + (rows.FirstInput * stride);
            Multiply(
                new TileTask
                {
                    A = rows.InputsOf(panel, firstPanel, work),
                    RowStride = 1,
                    ColumnStride = Panels.Lanes,
                    Depth = rows.Inputs,
                    Blocks = 1,
                    B = latent,
                    BStride = stride,
                    C = units,
                    CStride = stride,
                    Adds = true,
                },
                lanes,
                sizes.Padded);
        }

        relu.Apply(units, units, lanes * stride);
        Transposition.Copy(units, stride, work.UnitPanel.Pointer, Panels.Lanes, Panels.Lanes, sizes.Padded);
        var logits = work.Logits.Pointer;
        Multiply(
            new TileTask
            {
                A = work.Weight.Pointer,
                RowStride = stride,
                ColumnStride = 1,
                Depth = sizes.Hidden,
                Blocks = 1,
                Bias = parameters.LevelsBias.Values + sizes.FirstOf(column),
                B = work.UnitPanel.Pointer,
                BStride = Panels.Lanes,
                C = logits,
                CStride = Panels.Lanes,
            },
            levels,
            lanes);
        rows.AddTo(logits, column, panel, work);
        var weights = stackalloc float[2 * Panels.Lanes];
        var sums = weights + Panels.Lanes;
        new Span<float>(sums, Panels.Lanes).Clear();
        rows.WeightsOf(panel, firstPanel, work, weights);
        likelihood.Evaluate(column, column + 1, logits, rows.TargetsOf(column, panel, firstPanel, work), GradientOf(column, panel, work), weights, sums);
        var cost = 0.0;
        for (var lane = 0; lane < lanes; lane++) cost += sums[lane];
        return cost;
    }

    /// <summary>The bias and what a row's column reads of the columns before it.</summary>
    private void Read(int column, int place, float* units, ColumnWork work, int worker)
    {
        new ReadOnlySpan<float>(parameters.HiddenBias.Values + ((nint)column * sizes.Hidden), sizes.Hidden).CopyTo(new Span<float>(units, sizes.Hidden));
        new Span<float>(units + sizes.Hidden, sizes.Stride - sizes.Hidden).Clear();
        if (work.ReadsAt(place) == Reads.None) return;
        var numbers = NumbersAt(column, place, work, worker);
        VectorSums.Add(parameters.Vectors.Values + VectorsOf(column), sizes.Hidden, numbers.Places, numbers.Values, numbers.Count, units, sizes.Hidden);
    }

    private CellNumbers NumbersAt(int column, int place, ColumnWork work, int worker) => work.ReadsAt(place) == Reads.All
        ? cells.Of(work.ExampleAt(place), 0, column)
        : cells.Choose(worker, work.ExampleAt(place), column, work.ReadAt(place));

    /// <summary>The gradients of the weights and biases of the logits.</summary>
    private void HeadGradient(int column, ColumnWork work)
    {
        var (stride, levels, first) = (sizes.Stride, sizes.LevelsOf(column), sizes.FirstOf(column));
        Multiply(
            new TileTask
            {
                A = work.Gradient.Pointer,
                RowStride = Panels.Lanes,
                ColumnStride = 1,
                ABlock = levels * Panels.Lanes,
                Depth = Panels.Lanes,
                Blocks = work.PanelCount,
                B = work.Units.Pointer,
                BStride = stride,
                BBlock = Panels.Lanes * stride,
                C = work.WeightGradient.Pointer,
                CStride = stride,
            },
            levels,
            sizes.Padded);
        Transposition.Copy(work.WeightGradient.Pointer, stride, parameters.LevelsWeight.Gradient.Pointer + first, sizes.Outputs, levels, sizes.Hidden);
        for (var level = 0; level < levels; level++)
        {
            var sum = Vector512<float>.Zero;
            for (var panel = 0; panel < work.PanelCount; panel++)
            {
                var at = GradientOf(column, panel, work) + (level * Panels.Lanes);
                sum += Vector512.Load(at) + Vector512.Load(at + Vector512<float>.Count);
            }

            parameters.LevelsBias.Gradient.Pointer[first + level] = Vector512.Sum(sum);
        }
    }

    /// <summary>Replaces the hidden units of a panel by the gradient of their sums.</summary>
    private void UnitGradient(int column, int panel, ColumnWork work)
    {
        var (stride, lanes) = (sizes.Stride, work.LanesOf(panel));
        var units = UnitsOf(panel, work);
        var gradient = work.UnitRows.Pointer;
        Multiply(
            new TileTask
            {
                A = GradientOf(column, panel, work),
                RowStride = 1,
                ColumnStride = Panels.Lanes,
                Depth = sizes.LevelsOf(column),
                Blocks = 1,
                B = work.Weight.Pointer,
                BStride = stride,
                C = gradient,
                CStride = stride,
            },
            lanes,
            sizes.Padded);
        relu.Backward(units, gradient, lanes * stride);
        new ReadOnlySpan<float>(gradient, lanes * stride).CopyTo(new Span<float>(units, lanes * stride));
        new Span<float>(units + (lanes * stride), (Panels.Lanes - lanes) * stride).Clear();
    }

    /// <summary>The part of this column in the gradient of the inputs.</summary>
    private void InputGradient(int column, int panel, ColumnWork work)
    {
        Transposition.Copy(UnitsOf(panel, work), sizes.Stride, work.UnitPanel.Pointer, Panels.Lanes, Panels.Lanes, sizes.Padded);
        Multiply(
            new TileTask
            {
                A = LatentWeightOf(column),
                RowStride = 1,
                ColumnStride = sizes.Inputs,
                Depth = sizes.Hidden,
                Blocks = 1,
                B = work.UnitPanel.Pointer,
                BStride = Panels.Lanes,
                C = InputGradientOf(column) + ((nint)panel * sizes.Inputs * Panels.Lanes),
                CStride = Panels.Lanes,
            },
            sizes.Inputs,
            Panels.Lanes);
    }

    private void LatentGradient(int column, int* starts, ColumnWork work)
    {
        var stride = sizes.Stride;
        for (var kind = 0; kind < kinds.Count; kind++)
        {
            var rows = kinds[kind];
            if (rows.Inputs == 0 || starts[kind] == starts[kind + 1]) continue;
            var from = kind == 0 ? input.Values.Data : work.Inputs.Pointer;
            Multiply(
                new TileTask
                {
                    A = from,
                    RowStride = Panels.Lanes,
                    ColumnStride = 1,
                    ABlock = rows.Inputs * Panels.Lanes,
                    Depth = Panels.Lanes,
                    Blocks = starts[kind + 1] - starts[kind],
                    B = UnitsOf(starts[kind], work),
                    BStride = stride,
                    BBlock = Panels.Lanes * stride,
                    C = work.LatentGradient.Pointer + (rows.FirstInput * stride),
                    CStride = stride,
                    Adds = kind > 0,
                },
                rows.Inputs,
                sizes.Padded);
        }

        var gradient = parameters.LatentWeight.Gradient.Pointer + ((nint)column * sizes.Hidden * sizes.Inputs);
        Transposition.Copy(work.LatentGradient.Pointer, stride, gradient, sizes.Inputs, sizes.Inputs, sizes.Hidden);
    }

    private void BiasGradient(int column, ColumnWork work)
    {
        var total = work.UnitRows.Pointer;
        var rows = work.PanelCount * Panels.Lanes;
        for (var unit = 0; unit < sizes.Padded; unit += Vector512<float>.Count)
        {
            var sum = Vector512<float>.Zero;
            for (var row = 0; row < rows; row++) sum += Vector512.Load(work.Units.Pointer + ((nint)row * sizes.Stride) + unit);
            sum.Store(total + unit);
        }

        var gradient = parameters.HiddenBias.Gradient.Pointer + ((nint)column * sizes.Hidden);
        new ReadOnlySpan<float>(total, sizes.Hidden).CopyTo(new Span<float>(gradient, sizes.Hidden));
    }

    private void VectorGradient(int column, ColumnWork work, int worker)
    {
        var table = parameters.Vectors.Gradient.Pointer + VectorsOf(column);
        new Span<float>(table, sizes.Layout.Starts[column] * sizes.Hidden).Clear();
        for (var panel = 0; panel < work.PanelCount; panel++)
        {
            for (var lane = 0; lane < work.LanesOf(panel); lane++)
            {
                var place = (panel * Panels.Lanes) + lane;
                if (work.ReadsAt(place) == Reads.None) continue;
                var numbers = NumbersAt(column, place, work, worker);
                var slope = UnitsOf(panel, work) + (lane * sizes.Stride);
                VectorSums.AddGradient(slope, sizes.Hidden, numbers.Places, numbers.Values, numbers.Count, table, sizes.Hidden);
            }
        }
    }

    private float* UnitsOf(int panel, ColumnWork work) => work.Units.Pointer + ((nint)panel * Panels.Lanes * sizes.Stride);

    private float* GradientOf(int column, int panel, ColumnWork work) => work.Gradient.Pointer + ((nint)panel * Panels.Lanes * sizes.LevelsOf(column));

    private float* LatentWeightOf(int column) => parameters.LatentWeight.Values + ((nint)column * sizes.Hidden * sizes.Inputs);

    private nint VectorsOf(int column) => (nint)sizes.Layout.Tables[column] * sizes.Hidden;

    /// <summary>A product of any number of rows and of lanes.</summary>
    private void Multiply(TileTask task, int rows, int lanes)
    {
        var (b, c) = ((nint)task.B, (nint)task.C);
        for (int row = 0, height; row < rows; row += height)
        {
            height = kernels.Height(rows - row);
            for (var lane = 0; lane < lanes; lane += Panels.Lanes)
            {
                task.B = (float*)b + lane;
                task.C = (float*)c + lane;
                kernels.Multiply(task, height, Math.Min(Panels.Lanes, lanes - lane));
            }

            task.A += height * task.RowStride;
            if (task.Bias is not null) task.Bias += height;
            c += height * task.CStride * sizeof(float);
        }
    }
}
