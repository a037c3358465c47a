using Hourglass.Kernels;
using Hourglass.Kernels.Gemm;

namespace Hourglass.Tests.Kernels;

/// <summary>The matrix kernels of every kind of vector that this machine has, against products in double precision.</summary>
public sealed unsafe class DenseKernelsTests
{
    // Pointers into it do not keep memory alive.
    private readonly List<AlignedBuffer> kept = [];

    public static TheoryData<string, int, int, int> Shapes()
    {
        TheoryData<string, int, int, int> shapes = [];
        foreach (var variant in TileVariants.Supported)
        {
            for (var rows = 1; rows <= 15; rows++) shapes.Add(variant.Name, 33, 17, rows);
            for (var inputs = 1; inputs <= 34; inputs++) shapes.Add(variant.Name, 5, inputs, 3);
            for (var batch = 1; batch <= 65; batch += 8) shapes.Add(variant.Name, batch, 7, 9);
            shapes.Add(variant.Name, 130, 150, 71);
            shapes.Add(variant.Name, 40, 512, 61);

            // Weights whose rows lie 4 KB apart, in more blocks than one.
            shapes.Add(variant.Name, 35, 1024, 30);
            shapes.Add(variant.Name, 20, 2048, 5);
        }

        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Products_are_those_in_double_precision(string variant, int batch, int inputs, int outputs)
    {
        var kernels = TileVariants.Choose(variant);
        var random = new Random(batch + inputs + outputs);
        var (x, dx) = (PanelsOf(batch, inputs, random), PanelsOf(batch, inputs, null));
        var (y, dy) = (PanelsOf(batch, outputs, null), PanelsOf(batch, outputs, random));
        y.Memory.Span.Fill(float.NaN);
        dx.Memory.Span.Fill(float.NaN);
        var (weight, bias) = (Guarded.Numbers((long)inputs * outputs, random), Guarded.Numbers(outputs, random));
        var inputBias = Guarded.Numbers(inputs, random);
        var (gradient, biasGradient) = (Guarded.Zeros((long)inputs * outputs), Guarded.Zeros(outputs));
        var rows = RowsOf(x.Panels);
        for (var row = batch; row < x.Panels.Count * Panels.Lanes; row++) new Span<float>(rows.At(row), inputs).Fill(float.NaN);

        // In two shares, as two workers would.
        foreach (var (from, to) in new[] { (0, outputs / 2), (outputs / 2, outputs) })
        {
            DenseKernels.Forward(kernels, weight.Pointer, bias.Pointer, x.Panels, y.Panels, from, to);
            DenseKernels.BackwardWeight(kernels, dy.Panels, rows, gradient.Pointer, biasGradient.Pointer, from, to);
        }

        foreach (var (from, to) in new[] { (0, inputs / 2), (inputs / 2, inputs) })
            DenseKernels.Transposed(kernels, weight.Pointer, null, dy.Panels, dx.Panels, from, to);

        for (var o = 0; o < outputs; o++)
        {
            for (var b = 0; b < batch; b++) Close(bias.Span[o] + Sum(inputs, i => (double)weight.Span[(o * inputs) + i] * x.Panels[b, i]), y.Panels[b, o]);
            for (var i = 0; i < inputs; i++) Close(Sum(batch, b => (double)dy.Panels[b, o] * x.Panels[b, i]), gradient.Span[(o * inputs) + i]);
            Close(Sum(batch, b => dy.Panels[b, o]), biasGradient.Span[o]);
        }

        for (var b = 0; b < batch; b++)
        {
            for (var i = 0; i < inputs; i++) Close(Sum(outputs, o => (double)weight.Span[(o * inputs) + i] * dy.Panels[b, o]), dx.Panels[b, i]);
        }

        // What follows adds up whole panels of gradients, and must find numbers in those of values.
        for (var b = batch; b < dx.Panels.Count * Panels.Lanes; b++)
        {
            for (var i = 0; i < inputs; i++) Assert.Equal(0, dx.Panels[b, i]);
            for (var o = 0; o < outputs; o++) Assert.True(float.IsFinite(y.Panels[b, o]));
        }

        DenseKernels.Transposed(kernels, weight.Pointer, inputBias.Pointer, dy.Panels, dx.Panels, 0, inputs);
        for (var i = 0; i < inputs; i++)
            Close(inputBias.Span[i] + Sum(outputs, o => (double)weight.Span[(o * inputs) + i] * dy.Panels[batch - 1, o]), dx.Panels[batch - 1, i]);
        Assert.Equal(Guarded.Guard, gradient.Pointer[inputs * outputs]);
        Assert.Equal(Guarded.Guard, biasGradient.Pointer[outputs]);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Leaving_out_zeros_changes_no_bit(string variant, int batch, int inputs, int outputs)
    {
        var kernels = TileVariants.Choose(variant);
        var random = new Random(batch + inputs + outputs);
        var x = PanelsOf(batch, inputs, random);
        var dy = PanelsOf(batch, outputs, random);
        for (var row = 0; row < batch; row++)
        {
            for (var feature = 0; feature < inputs; feature++)
                if (feature % 3 == 0 || (row + (feature / Panels.Lanes)) % 4 == 0) x.Panels[row, feature] = 0;
        }

        var (weight, bias) = (Guarded.Numbers((long)inputs * outputs, random), Guarded.Numbers(outputs, random));
        var rows = RowsOf(x.Panels);
        var nonZero = new NonZeroTerms(batch, inputs, learns: true);
        nonZero.Find(x.Panels, 0, x.Panels.Count);
        nonZero.Find(rows, 0, x.Panels.Count);

        Assert.True(nonZero.OfPanel(0) is not null && nonZero.OfPanel(0)[0] <= inputs * 2 / 3);
        Assert.True(nonZero.OfColumns(0, x.Panels.Count) is not null);
        Assert.Equal(Of(null), Of(nonZero));

        float[] Of(NonZeroTerms? listed)
        {
            var (y, gradient, biasGradient) = (PanelsOf(batch, outputs, null), Guarded.Zeros((long)inputs * outputs), Guarded.Zeros(outputs));
            DenseKernels.Forward(kernels, weight.Pointer, bias.Pointer, x.Panels, y.Panels, 0, outputs, listed);
            DenseKernels.BackwardWeight(kernels, dy.Panels, rows, gradient.Pointer, biasGradient.Pointer, 0, outputs, listed);
            return [.. y.Memory.Span, .. gradient.Span, .. biasGradient.Span];
        }
    }

    [Fact]
    public void What_has_hardly_a_zero_is_gone_through_without_a_list()
    {
        var x = PanelsOf(64, 70, new Random(1));
        for (var row = 0; row < 32; row++) x.Panels[row, 69] = 0;
        var rows = RowsOf(x.Panels);
        var nonZero = new NonZeroTerms(64, 70, learns: true);
        nonZero.Find(x.Panels, 0, 2);
        nonZero.Find(rows, 0, 2);
        Assert.True(nonZero.OfPanel(0) is null && nonZero.OfColumns(64, 2) is null);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(33, 17)]
    [InlineData(64, 48)]
    public void Transposing_there_and_back_changes_nothing(int batch, int features)
    {
        var panels = PanelsOf(batch, features, new Random(1));
        var back = PanelsOf(batch, features, null);
        var rows = RowsOf(panels.Panels);
        for (var b = 0; b < batch; b++) Assert.Equal(panels.Panels[b, features - 1], rows.At(b)[features - 1]);
        Transposition.ToPanels(rows, back.Panels, 0, back.Panels.Count);
        Assert.Equal(panels.Memory.Span.ToArray(), back.Memory.Span.ToArray());
    }

    [Fact]
    public void An_unknown_variant_is_refused_by_name()
    {
        var refused = Assert.Throws<ArgumentException>(() => TileVariants.Choose("mmx"));
        Assert.Contains("mmx", refused.Message);
        Assert.Contains(TileVariants.Supported[0].Name, refused.Message);
    }

    private static void Close(double expected, float actual) => Assert.Equal(expected, actual, 2e-5 * (1 + Math.Abs(expected)));

    private static double Sum(int count, Func<int, double> term)
    {
        double sum = 0;
        for (var i = 0; i < count; i++) sum += term(i);
        return sum;
    }

    private RowMatrix RowsOf(Panels panels)
    {
        var memory = new AlignedBuffer(RowMatrix.LengthFor(panels.Rows, panels.Features));
        kept.Add(memory);
        var rows = new RowMatrix(memory.Pointer, panels.Rows, panels.Features);
        Transposition.ToRows(panels, rows, 0, panels.Features);
        return rows;
    }

    private (AlignedBuffer Memory, Panels Panels) PanelsOf(int rows, int features, Random? random)
    {
        var memory = new AlignedBuffer(Panels.LengthFor(rows, features));
        kept.Add(memory);
        var panels = new Panels(memory.Pointer, rows, features);
        for (var row = 0; row < rows && random is not null; row++)
        {
            for (var feature = 0; feature < features; feature++) panels[row, feature] = random.NextSingle() - 0.5f;
        }

        return (memory, panels);
    }
}
