using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hourglass.Engines.Fused.Memory;
using Hourglass.Kernels;
using Hourglass.Kernels.Convolution;

namespace Hourglass.Engines.Fused.Layers;

/// <summary>The forward half of dropout: y = x mask, the mask being 0 with probability p and else 1 / (1 - p).</summary>
internal sealed unsafe class DropoutLayer(string name, SignalOrMaps input, SignalOrMaps output, double probability, int index,
    StepKey key) : RowOperation(input)
{
    private readonly AlignedBuffer mask = new(Planes.LengthFor(input.MostRows, input.Values.Channels, input.Values.Height, input.Values.Width, 0));

    /// <summary>The layer's name in the model.</summary>
    public string Name => name;

    /// <summary>Number of rows of the current step.</summary>
    public int Rows => Input.Rows;

    /// <summary>The factors of the current step.</summary>
    public Planes Mask => new(mask.Pointer, Input.Rows, Input.Values.Channels, Input.Values.Height, Input.Values.Width, 0);

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"{output.Name} = dropout of {Input.Name} with probability {probability}");

    /// <inheritdoc/>
    protected override void Row(int item)
    {
        var factors = Mask.Row(item);
        var length = Input.Values.RowLength;
        key.For(NoisePurpose.Dropout, index).Uniform(factors, length, factors - mask.Pointer);
        Choose(factors, length, (float)probability, (float)(1 / (1 - probability)));
        Multiply(Input.Values.Row(item), factors, output.Values.Row(item), length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Choose(float* factors, nint length, float probability, float kept)
    {
        for (nint i = 0; i < length; i += Vector512<float>.Count)
            (Vector512.Create(kept) & Vector512.GreaterThanOrEqual(Vector512.Load(factors + i), Vector512.Create(probability))).Store(factors + i);
    }
}
