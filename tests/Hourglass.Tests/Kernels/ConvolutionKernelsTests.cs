using Hourglass.Kernels;
using Hourglass.Kernels.Convolution;
using Hourglass.Kernels.Gemm;

namespace Hourglass.Tests.Kernels;

/// <summary>Convolutions, their way back and their gradients, of every kind of vector that this machine has, against sums in double precision.</summary>
public sealed unsafe class ConvolutionKernelsTests
{
    private const int Batch = 35;
    public static TheoryData<string, int, int, int, int, int, int> Sizes()
    {
        TheoryData<string, int, int, int, int, int, int> sizes = [];
        foreach (var variant in TileVariants.Supported)
        {
            // Large and small channels, kernel, stride, height and width: few channels on either side, odd sizes, kernels that meet no tap of a remainder.
            sizes.Add(variant.Name, 1, 5, 3, 1, 4, 9);
            sizes.Add(variant.Name, 5, 1, 3, 1, 9, 4);
            sizes.Add(variant.Name, 3, 2, 5, 2, 7, 6);
            sizes.Add(variant.Name, 6, 17, 3, 2, 5, 8);
            sizes.Add(variant.Name, 16, 33, 3, 1, 3, 3);
            sizes.Add(variant.Name, 7, 6, 1, 2, 5, 4);
            sizes.Add(variant.Name, 5, 9, 5, 1, 2, 3);
            sizes.Add(variant.Name, 31, 8, 7, 2, 1, 6);
        }

        return sizes;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Convolutions_are_those_in_double_precision(string variant, int largeChannels, int smallChannels, int kernel, int stride, int height, int width)
    {
        var kernels = TileVariants.Choose(variant);
        var size = new ConvolutionSize(largeChannels, smallChannels, kernel, stride, kernel / 2, height, width, (height + stride - 1) / stride,
            (width + stride - 1) / stride);
        var random = new Random(largeChannels + smallChannels + kernel);
        var border = Math.Max(size.LargeBorder, size.SmallBorder);
        Assert.True(border <= kernel / 2);
        var weight = Guarded.Numbers((long)size.Taps * smallChannels, random);
        var (smallBias, largeBias) = (Guarded.Numbers(smallChannels, random), Guarded.Numbers(largeChannels, random));
        var large = new Maps(largeChannels, height, width, border, random);
        var small = new Maps(smallChannels, size.SmallHeight, size.SmallWidth, border, random);

        var toSmall = new Maps(smallChannels, size.SmallHeight, size.SmallWidth, border, null);
        Run(kernels, ConvolutionPass.ToSmall(size), weight, smallBias, large, toSmall);
        Check(toSmall, (b, s, y, x) => smallBias.Span[s] + SumOfTaps(size,
            (l, ky, kx) => Weight(size, weight, s, l, ky, kx) * large[b, l, (y * stride) + ky - size.Padding, (x * stride) + kx - size.Padding]));

        var toLarge = new Maps(largeChannels, height, width, border, null);
        Run(kernels, ConvolutionPass.ToLarge(size), weight, largeBias, small, toLarge);
        var expected = Scattered(size, weight, small);
        Check(toLarge, (b, l, y, x) => largeBias.Span[l] + expected[b, l, y, x]);

        var gradients = Gradient(size, small, large);
        foreach (var actual in new[] { Products(size, kernels, small, large), Dots(size, small, large) })
        {
            for (var i = 0; i < gradients.Length; i++) Close(gradients[i], actual.Span[i]);
            Assert.Equal(Guarded.Guard, actual.Span[gradients.Length]);
        }
    }

    [Theory]
    [InlineData(3, 4, 6)]
    [InlineData(2, 5, 7)]
    [InlineData(1, 1, 1)]
    public void Pooling_takes_the_largest_and_gives_the_gradient_to_the_first_of_them(int channels, int height, int width)
    {
        var random = new Random(height);
        var large = new Maps(channels, height, width, 1, random, levels: 3);
        var small = new Maps(channels, (height + 1) / 2, (width + 1) / 2, 1, null);
        var smallGradient = new Maps(channels, (height + 1) / 2, (width + 1) / 2, 1, random);
        var largeGradient = new Maps(channels, height, width, 1, null);
        for (var item = 0; item < small.Planes.Items; item++)
        {
            Pooling.Forward(large.Planes, small.Planes, item);
            Pooling.Backward(large.Planes, small.Planes, smallGradient.Planes, largeGradient.Planes, item);
        }

        Check(small, (b, c, y, x) => Window(y, x).Max(place => large[b, c, place.Y, place.X]));
        Check(largeGradient, (b, c, y, x) =>
        {
            var first = Window(y / 2, x / 2).First(place => large[b, c, place.Y, place.X] == small[b, c, y / 2, x / 2]);
            return first == (y, x) ? smallGradient[b, c, y / 2, x / 2] : 0;
        });

        IEnumerable<(int Y, int X)> Window(int y, int x) =>
            from place in new[] { (Y: 2 * y, X: 2 * x), (Y: 2 * y, X: (2 * x) + 1), (Y: (2 * y) + 1, X: 2 * x), (Y: (2 * y) + 1, X: (2 * x) + 1) }
            where place.Y < height && place.X < width
            select place;
    }

    [Fact]
    public void The_gradient_of_a_bias_is_the_sum_over_examples_and_places()
    {
        var maps = new Maps(5, 3, 4, 1, new Random(1));
        var sums = stackalloc float[5];
        MapSums.Run(maps.Planes, sums, 0, 2);
        MapSums.Run(maps.Planes, sums, 2, 5);
        for (var channel = 0; channel < 5; channel++)
        {
            var expected = 0.0;
            for (var i = 0; i < Batch * 12; i++) expected += maps[i / 12, channel, i % 12 / 4, i % 4];
            Close(expected, sums[channel]);
        }
    }

    private static void Run(TileVariant kernels, ConvolutionPass pass, AlignedBuffer weight, AlignedBuffer bias, Maps from, Maps to)
    {
        pass.Pack(weight.Pointer, 0, pass.Outputs / 2);
        pass.Pack(weight.Pointer, pass.Outputs / 2, pass.Outputs);
        for (var item = 0; item < to.Planes.Items; item++) pass.Run(kernels, bias.Pointer, from.Planes, to.Planes, item);
    }

    private static void Check(Maps actual, Func<int, int, int, int, double> expected)
    {
        var planes = actual.Planes;
        for (var i = 0; i < Batch * planes.Channels * planes.Height * planes.Width; i++)
        {
            var (x, y, c, b) = (i % planes.Width, i / planes.Width % planes.Height, i / planes.Width / planes.Height % planes.Channels,
                i / planes.Width / planes.Height / planes.Channels);
            Close(expected(b, c, y, x), actual[b, c, y, x]);
        }

        actual.AssertUntouchedOutside();
    }

    private static AlignedBuffer Products(ConvolutionSize size, TileVariant kernels, Maps small, Maps large)
    {
        var gradient = Guarded.Zeros((long)size.Taps * size.SmallChannels);
        var products = new KernelProducts(size, kernels, Batch);
        products.Turn(small.Planes, 0, small.Planes.Items);
        products.Run(large.Planes, small.Planes.Items, gradient.Pointer, 0, products.Tiles / 2);
        products.Run(large.Planes, small.Planes.Items, gradient.Pointer, products.Tiles / 2, products.Tiles);
        return gradient;
    }

    private static AlignedBuffer Dots(ConvolutionSize size, Maps small, Maps large)
    {
        var gradient = Guarded.Zeros((long)size.Taps * size.SmallChannels);
        var dots = new KernelDots(size);
        dots.Run(small.Planes, large.Planes, gradient.Pointer, 0, dots.Items / 2);
        dots.Run(small.Planes, large.Planes, gradient.Pointer, dots.Items / 2, dots.Items);
        return gradient;
    }

    private static double[] Gradient(ConvolutionSize size, Maps small, Maps large)
    {
        var gradient = new double[size.Taps * size.SmallChannels];
        for (var i = 0; i < gradient.Length; i++)
        {
            var (s, l, ky, kx) = (i / size.Taps, i % size.Taps / (size.Kernel * size.Kernel), i / size.Kernel % size.Kernel, i % size.Kernel);
            for (var b = 0; b < Batch; b++)
            {
                for (var y = 0; y < size.SmallHeight; y++)
                {
                    for (var x = 0; x < size.SmallWidth; x++)
                        gradient[i] += (double)small[b, s, y, x] * large[b, l, (y * size.Stride) + ky - size.Padding, (x * size.Stride) + kx - size.Padding];
                }
            }
        }

        return gradient;
    }

    private static double[,,,] Scattered(ConvolutionSize size, AlignedBuffer weight, Maps small)
    {
        var large = new double[Batch, size.LargeChannels, size.LargeHeight, size.LargeWidth];
        for (var i = 0; i < Batch * size.SmallChannels * size.SmallHeight * size.SmallWidth; i++)
        {
            var (x, y) = (i % size.SmallWidth, i / size.SmallWidth % size.SmallHeight);
            var (s, b) = (i / size.SmallWidth / size.SmallHeight % size.SmallChannels, i / size.SmallWidth / size.SmallHeight / size.SmallChannels);
            SumOfTaps(size, (l, ky, kx) =>
            {
                var (toY, toX) = ((y * size.Stride) + ky - size.Padding, (x * size.Stride) + kx - size.Padding);
                if (toY >= 0 && toX >= 0 && toY < size.LargeHeight && toX < size.LargeWidth)
                    large[b, l, toY, toX] += Weight(size, weight, s, l, ky, kx) * small[b, s, y, x];
                return 0;
            });
        }

        return large;
    }

    private static double SumOfTaps(ConvolutionSize size, Func<int, int, int, double> term)
    {
        var sum = 0.0;
        for (var i = 0; i < size.Taps; i++) sum += term(i / (size.Kernel * size.Kernel), i / size.Kernel % size.Kernel, i % size.Kernel);
        return sum;
    }

    private static double Weight(ConvolutionSize size, AlignedBuffer weight, int small, int large, int ky, int kx) =>
        weight.Span[(((((small * size.LargeChannels) + large) * size.Kernel) + ky) * size.Kernel) + kx];

    private static void Close(double expected, float actual) => Assert.Equal(expected, actual, 3e-5 * (1 + Math.Abs(expected)));

    /// <summary>Planes with their memory; random inside, or all guards, and 0 in the border.</summary>
    private sealed class Maps
    {
        private readonly AlignedBuffer memory;
        private readonly int border;

        public Maps(int channels, int height, int width, int border, Random? random, int levels = 0)
        {
            this.border = border;
            memory = Guarded.Zeros(Planes.LengthFor(Batch, channels, height, width, border));
            Planes = new Planes(memory.Pointer, Batch, channels, height, width, border);
            for (var i = 0; i < Planes.Items; i++)
            {
                var row = new Span<float>(Planes.Row(i), (int)Planes.RowLength);
                foreach (ref var value in row) value = random is null ? Guarded.Guard : levels > 0 ? random.Next(levels) : random.NextSingle() - 0.5f;
            }

            // Rows without a meaning have no gradient.
            for (var b = Batch; b < Panels.CountFor(Batch) * Panels.Lanes; b++)
            {
                for (var i = 0; i < channels * height * width; i++) this[b, i / height / width, i / width % height, i % width] = 0;
            }
        }

        public Planes Planes { get; }

        public ref float this[int example, int channel, int y, int x] => ref Planes.At(example / Panels.Lanes, y, x, channel)[example % Panels.Lanes];

        public void AssertUntouchedOutside()
        {
            Assert.Equal(Guarded.Guard, memory.Span[^1]);
            for (var y = -border; y < Planes.Height + border; y++)
            {
                for (var x = -border; x < Planes.Width + border; x++)
                {
                    if (y >= 0 && x >= 0 && y < Planes.Height && x < Planes.Width) continue;
                    for (var b = 0; b < Batch; b++) Assert.Equal(0, this[b, Planes.Channels - 1, y, x]);
                }
            }
        }
    }
}
