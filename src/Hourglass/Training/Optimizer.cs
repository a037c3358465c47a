using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hourglass.Engines.Fused;
using Hourglass.Kernels;
using Hourglass.Kernels.Threading;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Training;

/// <summary>
/// Updates parameters in one vectorised pass over their own memory. (libtorch's optimizers make several passes and many small
/// calls a tensor; a test holds this one against them.)
/// </summary>
internal sealed class Optimizer : IWork
{
    private const int Chunk = 1 << 16;
    private readonly TrainingOptions options;
    private readonly Slot[] slots;
    private readonly (Slot Slot, int Start)[] chunks;
    private WorkerTeam? team;
    private double rate;
    private float scale;

    public Optimizer(IEnumerable<(string Name, Parameter Parameter)> parameters, TrainingOptions options)
    {
        this.options = options;
        slots = [.. parameters.Select(pair => new Slot(pair.Name, pair.Parameter, options.Optimizer))];
        chunks = [.. slots.SelectMany(slot => Enumerable.Range(0, (slot.Length + Chunk - 1) / Chunk).Select(i => (slot, i * Chunk)))];
    }

    /// <inheritdoc/>
    int IWork.Stages => 1;

    /// <summary>From now on takes gradients from an engine's own memory, and updates with its workers.</summary>
    public void Follow(FusedEngine engine)
    {
        team = engine.Team;
        var memory = engine.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Gradient, StringComparer.Ordinal);
        foreach (var slot in slots) slot.Follow(memory[slot.Name]);
    }

    /// <summary>Updates done so far.</summary>
    public long Steps { get; set; }

    /// <summary>The optimizer's memory under stable names, to save and to restore in place.</summary>
    public IEnumerable<(string Name, float[] Values)> State
    {
        get
        {
            foreach (var slot in slots)
            {
                if (slot.First.Length > 0) yield return ($"{slot.Name}.first", slot.First);
                if (slot.Second.Length > 0) yield return ($"{slot.Name}.second", slot.Second);
            }
        }
    }

    /// <summary>Forgets everything, for a new stage with a new objective.</summary>
    public void Reset()
    {
        Steps = 0;
        foreach (var (_, values) in State) Array.Clear(values);
    }

    /// <summary>One update from the gradients that lie in the parameters, which are then dropped.</summary>
    /// <returns>The norm of the whole gradient before clipping.</returns>
    public double Step(double learningRate)
    {
        Steps++;
        using var scope = NewDisposeScope();
        foreach (var slot in slots) slot.FetchGradient();
        var norm = options.Clip > 0 ? Math.Sqrt(slots.Sum(slot => slot.SquaredNorm())) : double.NaN;
        scale = options.Clip > 0 && norm > options.Clip ? (float)(options.Clip / norm) : 1f;
        rate = learningRate;
        if (team is not null) team.Run(this);
        else Parallel.For(0, chunks.Length, i => Update(chunks[i]));
        foreach (var slot in slots) slot.DropGradient();
        return norm;
    }

    /// <inheritdoc/>
    void IWork.Do(int stage, int worker, int workers)
    {
        for (var i = worker; i < chunks.Length; i += workers) Update(chunks[i]);
    }

    private void Update((Slot Slot, int Start) chunk)
    {
        var (slot, start) = chunk;
        if (!slot.HasGradient) return;
        var length = Math.Min(Chunk, slot.Length - start);
        switch (options.Optimizer)
        {
            case OptimizerKind.Sgd:
                UpdateRange(slot, new SgdRule(rate, options.WeightDecay), scale, start, length);
                break;
            case OptimizerKind.RmsProp:
                UpdateRange(slot, new RmsPropRule(rate, options.WeightDecay), scale, start, length);
                break;
            case OptimizerKind.Adamax:
                UpdateRange(slot, new AdamaxRule(options, rate, Steps), scale, start, length);
                break;
            default:
                UpdateRange(slot, new AdamRule(options, rate, Steps), scale, start, length);
                break;
        }
    }

    private static void UpdateRange<TRule>(Slot slot, TRule rule, float scale, int start, int length)
        where TRule : struct, IUpdateRule
    {
        var parameter = slot.Values.Slice(start, length);
        var gradient = slot.GradientValues.Slice(start, length);
        var first = slot.First.Length > 0 ? slot.First.AsSpan(start, length) : [];
        var second = slot.Second.Length > 0 ? slot.Second.AsSpan(start, length) : [];
        var width = Vector<float>.Count;
        var i = 0;
        for (; i <= length - width; i += width)
            UpdateVector(rule, scale, parameter.Slice(i, width), gradient.Slice(i, width), Part(first, i, width), Part(second, i, width));
        if (i == length) return;

        // The last few numbers go through the same arithmetic in a padded vector.
        var rest = length - i;
        Span<float> padded = stackalloc float[4 * width];
        padded.Clear();
        gradient[i..].CopyTo(padded[width..]);
        parameter[i..].CopyTo(padded);
        Part(first, i, rest).CopyTo(padded[(2 * width)..]);
        Part(second, i, rest).CopyTo(padded[(3 * width)..]);
        UpdateVector(rule, scale, padded[..width], padded.Slice(width, width), padded.Slice(2 * width, width), padded.Slice(3 * width, width));
        padded[..rest].CopyTo(parameter[i..]);
        padded.Slice(2 * width, Part(first, i, rest).Length).CopyTo(Part(first, i, rest));
        padded.Slice(3 * width, Part(second, i, rest).Length).CopyTo(Part(second, i, rest));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Span<float> Part(Span<float> state, int start, int length) => state.IsEmpty ? state : state.Slice(start, length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void UpdateVector<TRule>(TRule rule, float scale, Span<float> parameter, ReadOnlySpan<float> gradient, Span<float> first, Span<float> second)
        where TRule : struct, IUpdateRule
    {
        var p = new Vector<float>(parameter);
        var m = first.IsEmpty ? Vector<float>.Zero : new Vector<float>(first);
        var v = second.IsEmpty ? Vector<float>.Zero : new Vector<float>(second);
        rule.Apply(ref p, new Vector<float>(gradient) * scale, ref m, ref v);
        p.CopyTo(parameter);
        if (!first.IsEmpty) m.CopyTo(first);
        if (!second.IsEmpty) v.CopyTo(second);
    }

    private sealed class Slot(string name, Parameter parameter, OptimizerKind kind)
    {
        private AlignedBuffer? own;
        private Tensor? fetched;

        public string Name => name;

        public int Length { get; } = checked((int)parameter.numel());

        public float[] First { get; } = new float[kind == OptimizerKind.RmsProp ? 0 : parameter.numel()];

        public float[] Second { get; } = new float[kind == OptimizerKind.Sgd ? 0 : parameter.numel()];

        public bool HasGradient => own is not null || fetched is not null;

        public Span<float> Values => MemoryMarshal.Cast<byte, float>(parameter.bytes);

        public Span<float> GradientValues => own is not null ? own.Span : MemoryMarshal.Cast<byte, float>(fetched!.bytes);

        public void Follow(AlignedBuffer memory) => own = memory;

        public void FetchGradient()
        {
            if (own is null) fetched = parameter.grad?.contiguous();
        }

        public void DropGradient()
        {
            if (own is not null) return;
            fetched = null;
            parameter.grad = null;
        }

        public double SquaredNorm()
        {
            if (!HasGradient) return 0;
            var vectors = MemoryMarshal.Cast<float, Vector<float>>(GradientValues);
            var (low, high) = (Vector<double>.Zero, Vector<double>.Zero);
            foreach (var vector in vectors)
            {
                Vector.Widen(vector, out var lower, out var upper);
                low += lower * lower;
                high += upper * upper;
            }

            var sum = Vector.Sum(low + high);
            foreach (var value in GradientValues[(vectors.Length * Vector<float>.Count)..]) sum += (double)value * value;
            return sum;
        }
    }
}
