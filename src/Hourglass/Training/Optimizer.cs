using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Training;

/// <summary>
/// Updates parameters in one vectorised pass over their own memory. (libtorch's optimizers make several passes and many small
/// calls a tensor; a test holds this one against them.)
/// </summary>
internal sealed class Optimizer
{
    private const int Chunk = 1 << 16;
    private readonly TrainingOptions options;
    private readonly Slot[] slots;

    public Optimizer(IEnumerable<(string Name, Parameter Parameter)> parameters, TrainingOptions options)
    {
        this.options = options;
        slots = [.. parameters.Select(pair => new Slot(pair.Name, pair.Parameter, options.Optimizer))];
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
        var scale = options.Clip > 0 && norm > options.Clip ? (float)(options.Clip / norm) : 1f;
        switch (options.Optimizer)
        {
            case OptimizerKind.Sgd:
                Update(new SgdRule(learningRate, options.WeightDecay), scale);
                break;
            case OptimizerKind.RmsProp:
                Update(new RmsPropRule(learningRate, options.WeightDecay), scale);
                break;
            default:
                Update(new AdamRule(learningRate, options.WeightDecay, options.Optimizer == OptimizerKind.AdamW, Steps), scale);
                break;
        }

        foreach (var slot in slots) slot.DropGradient();
        return norm;
    }

    private void Update<TRule>(TRule rule, float scale)
        where TRule : struct, IUpdateRule
    {
        foreach (var slot in slots)
        {
            if (slot.Gradient is null) continue;
            var chunks = (slot.Length + Chunk - 1) / Chunk;
            if (chunks == 1) UpdateRange(slot, rule, scale, 0, slot.Length);
            else Parallel.For(0, chunks, i => UpdateRange(slot, rule, scale, i * Chunk, Math.Min(Chunk, slot.Length - (i * Chunk))));
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
        public string Name => name;

        public int Length { get; } = checked((int)parameter.numel());

        public float[] First { get; } = new float[kind == OptimizerKind.RmsProp ? 0 : parameter.numel()];

        public float[] Second { get; } = new float[kind == OptimizerKind.Sgd ? 0 : parameter.numel()];

        public Tensor? Gradient { get; private set; }

        public Span<float> Values => MemoryMarshal.Cast<byte, float>(parameter.bytes);

        public Span<float> GradientValues => MemoryMarshal.Cast<byte, float>(Gradient!.bytes);

        public void FetchGradient() => Gradient = parameter.grad?.contiguous();

        public void DropGradient()
        {
            Gradient = null;
            parameter.grad = null;
        }

        public double SquaredNorm()
        {
            if (Gradient is null) return 0;
            double sum = 0;
            foreach (var value in GradientValues) sum += (double)value * value;
            return sum;
        }
    }
}
