using BenchmarkDotNet.Attributes;
using Hourglass.Kernels;
using Hourglass.Kernels.Convolution;
using Hourglass.Kernels.Gemm;

namespace Hourglass.KernelBench;

/// <summary>
/// A 3 x 3 convolution of stride 2 from 32 maps of 14 x 14 to 64 of 7 x 7, 32 pictures, one thread. Not sealed, since BenchmarkDotNet takes no sealed class.
/// </summary>
public unsafe class ConvolutionBenchmarks
{
    private const int Rows = 32;
    private const int Border = 1;
    private static readonly ConvolutionSize Size = new(32, 64, 3, 2, 1, 14, 14, 7, 7);
    private readonly TileVariant kernels = TileVariants.Current;
    private readonly ConvolutionPass forward = ConvolutionPass.ToSmall(Size);
    private readonly ConvolutionPass back = ConvolutionPass.ToLarge(Size);
    private readonly KernelProducts products = new(Size, TileVariants.Current, Rows);
    private readonly AlignedBuffer weight = Buffers.Random((long)Size.Taps * Size.SmallChannels);
    private readonly AlignedBuffer gradient = new((long)Size.Taps * Size.SmallChannels);
    private readonly AlignedBuffer bias = Buffers.Random(Size.SmallChannels);
    private readonly AlignedBuffer large = new(Planes.LengthFor(Rows, Size.LargeChannels, Size.LargeHeight, Size.LargeWidth, Border));
    private readonly AlignedBuffer small = new(Planes.LengthFor(Rows, Size.SmallChannels, Size.SmallHeight, Size.SmallWidth, Border));

    private Planes Large => new(large.Pointer, Rows, Size.LargeChannels, Size.LargeHeight, Size.LargeWidth, Border);

    private Planes Small => new(small.Pointer, Rows, Size.SmallChannels, Size.SmallHeight, Size.SmallWidth, Border);

    /// <summary>Fills the pictures, whose borders stay 0, and packs the weights.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Fill(Large);
        Fill(Small);
        forward.Pack(weight.Pointer, 0, forward.Outputs);
        back.Pack(weight.Pointer, 0, back.Outputs);
    }

    /// <summary>Small from large.</summary>
    [Benchmark]
    public void Forward()
    {
        for (var item = 0; item < Small.Items; item++) forward.Run(kernels, bias.Pointer, Large, Small, item);
    }

    /// <summary>Large from small: a transposed convolution, or the gradient of the input.</summary>
    [Benchmark]
    public void Back()
    {
        for (var item = 0; item < Large.Items; item++) back.Run(kernels, null, Small, Large, item);
    }

    /// <summary>The gradient of the weights.</summary>
    [Benchmark]
    public void GradientOfWeights()
    {
        products.Turn(Small, 0, Small.Items);
        products.Run(Large, Small.Items, gradient.Pointer, 0, products.Tiles);
    }

    private static void Fill(Planes planes)
    {
        var random = new Random(2);
        for (var item = 0; item < planes.Items; item++)
        {
            foreach (ref var value in new Span<float>(planes.Row(item), (int)planes.RowLength)) value = random.NextSingle() - 0.5f;
        }
    }
}
