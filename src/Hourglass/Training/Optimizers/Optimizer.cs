using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Hourglass.Engines;
using Hourglass.Kernels;
using Hourglass.Kernels.Threading;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Training;

/// <summary>
/// Updates parameters in one vectorised pass over their own memory. (libtorch's optimizers make several passes and many small
/// calls per tensor; a test compares this one with them.)
/// </summary>
internal sealed class Optimizer : IWork
{
    private readonly TrainingOptions options;
    private readonly Slot[] slots;
    private readonly IGradients gradients;
    private double rate;
    private float scale;

    /// <summary>Updates parameters from the gradients that libtorch leaves in them.</summary>
    public Optimizer(IEnumerable<(string Name, Parameter Parameter)> parameters, TrainingOptions options)
        : this(parameters, new AutogradGradients(), options)
    {
    }

    /// <summary>Updates parameters from an engine's gradients.</summary>
    public Optimizer(IEnumerable<(string Name, Parameter Parameter)> parameters, IGradients gradients, TrainingOptions options)
    {
        this.options = options;
        this.gradients = gradients;
        slots = [.. parameters.Select(pair => new Slot(pair.Name, pair.Parameter, gradients.Of(pair.Name, pair.Parameter), options))];
    }

    /// <inheritdoc/>
    int IWork.Stages => 1;

    /// <summary>Updates done so far.</summary>
    public long Steps { get; set; }

    /// <summary>The optimizer's state under stable names, for saving and for restoring in place.</summary>
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

    /// <summary>Resets the state, for a new stage with a new objective.</summary>
    public void Reset()
    {
        Steps = 0;
        foreach (var (_, values) in State) Array.Clear(values);
    }

    /// <summary>One update from the gradients of the current step, which are then discarded.</summary>
    /// <returns>The norm of the whole gradient before clipping.</returns>
    public double Step(double learningRate)
    {
        Steps++;
        using var scope = NewDisposeScope();
        foreach (var slot in slots) slot.FetchGradient();
        var norm = options.Clip > 0 ? Math.Sqrt(slots.Sum(slot => slot.SquaredNorm())) : double.NaN;
        scale = options.Clip > 0 && norm > options.Clip ? (float)(options.Clip / norm) : 1f;
        rate = learningRate;
        gradients.Run(this);
        foreach (var slot in slots) slot.DropGradient();
        return norm;
    }

    /// <inheritdoc/>
    void IWork.Do(int stage, int worker, int workers)
    {
        // Divided among workers as the gradients of weights are, so that those of the last layer are still in the worker's own cache.
        foreach (var slot in slots)
        {
            var (from, to) = WorkShare.Of(slot.Length, worker, workers, AlignedBuffer.CacheLine);
            Update(slot, from, to - from);
        }
    }

    private void Update(Slot slot, int start, int length)
    {
        if (!slot.HasGradient) return;
        switch (options.Optimizer)
        {
            case OptimizerKind.Sgd:
                UpdateRange(slot, new SgdRule(rate, options.WeightDecay), scale, start, length);
                break;
            case OptimizerKind.RmsProp when options.RmsPropCentered:
                UpdateRange(slot, new CentredRmsPropRule(rate, options.WeightDecay), scale, start, length);
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
        var whole = length - (length % Vector512<float>.Count);
        UpdateVectors(rule, scale, parameter[..whole], gradient, first, second);
        if (whole == length) return;

        // The last few numbers go through the same arithmetic in a padded vector.
        var width = Vector512<float>.Count;
        Span<float> padded = stackalloc float[4 * width];
        padded.Clear();
        var (p, g, m, v) = (0, width, 2 * width, 3 * width);
        parameter[whole..].CopyTo(padded[p..]);
        gradient[whole..].CopyTo(padded[g..]);
        if (first.Length > 0) first[whole..].CopyTo(padded[m..]);
        if (second.Length > 0) second[whole..].CopyTo(padded[v..]);
        UpdateVectors(rule, scale, padded.Slice(p, width), padded.Slice(g, width), padded.Slice(m, width), padded.Slice(v, width));
        var rest = length - whole;
        padded.Slice(p, rest).CopyTo(parameter[whole..]);
        if (first.Length > 0) padded.Slice(m, rest).CopyTo(first[whole..]);
        if (second.Length > 0) padded.Slice(v, rest).CopyTo(second[whole..]);
    }

    /// <summary>Whole vectors; the spans of state that a rule does not use are empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UpdateVectors<TRule>(TRule rule, float scale, Span<float> parameter, ReadOnlySpan<float> gradient, Span<float> first,
        Span<float> second)
        where TRule : struct, IUpdateRule
    {
        var (hasFirst, hasSecond) = (first.Length > 0, second.Length > 0);
        ref var p = ref MemoryMarshal.GetReference(parameter);
        ref var g = ref MemoryMarshal.GetReference(gradient);
        ref var m = ref MemoryMarshal.GetReference(first);
        ref var v = ref MemoryMarshal.GetReference(second);
        for (nuint i = 0; i < (nuint)parameter.Length; i += (nuint)Vector512<float>.Count)
        {
            var value = Vector512.LoadUnsafe(ref p, i);
            var one = hasFirst ? Vector512.LoadUnsafe(ref m, i) : Vector512<float>.Zero;
            var two = hasSecond ? Vector512.LoadUnsafe(ref v, i) : Vector512<float>.Zero;
            rule.Apply(ref value, Vector512.LoadUnsafe(ref g, i) * scale, ref one, ref two);
            value.StoreUnsafe(ref p, i);
            if (hasFirst) one.StoreUnsafe(ref m, i);
            if (hasSecond) two.StoreUnsafe(ref v, i);
        }
    }

    private sealed class Slot(string name, Parameter parameter, IGradient gradient, TrainingOptions options)
    {
        public string Name => name;

        public int Length { get; } = checked((int)parameter.numel());

        public float[] First { get; } = new float[options is { Optimizer: OptimizerKind.RmsProp, RmsPropCentered: false } ? 0 : parameter.numel()];

        public float[] Second { get; } = new float[options.Optimizer == OptimizerKind.Sgd ? 0 : parameter.numel()];

        public bool HasGradient { get; private set; }

        public Span<float> Values => MemoryMarshal.Cast<byte, float>(parameter.bytes);

        public Span<float> GradientValues => gradient.Values;

        public void FetchGradient() => HasGradient = gradient.Take();

        public void DropGradient()
        {
            HasGradient = false;
            gradient.Release();
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
