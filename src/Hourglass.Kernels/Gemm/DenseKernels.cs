using System.Runtime.Intrinsics;

namespace Hourglass.Kernels.Gemm;

/// <summary>
/// The three products of a dense layer y = W x + b, W [outputs, inputs] in libtorch's layout. Each computes a range of rows of its
/// result, so that workers divide the result and never a sum.
/// </summary>
internal static unsafe class DenseKernels
{
    // Panels that stay in a core's second-level cache while the rows of the weights are streamed.
    private const nint PanelBytes = 1 << 19;

    /// <summary>y = W x + b for the outputs from <paramref name="from"/> to before <paramref name="to"/>.</summary>
    /// <param name="kernels">The variant to use.</param>
    /// <param name="weight">W [outputs, inputs].</param>
    /// <param name="bias">b [outputs]; null for 0.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The outputs.</param>
    /// <param name="from">The first output.</param>
    /// <param name="to">One past the last.</param>
    /// <param name="nonZero">Which inputs are not 0, found for all panels; null for all.</param>
    public static void Forward(TileVariant kernels, float* weight, float* bias, Panels x, Panels y, int from, int to, NonZeroTerms? nonZero = null) =>
        Multiply(kernels, new TileTask { A = weight, RowStride = x.Features, ColumnStride = 1, Bias = bias, Depth = x.Features }, x, y, from, to, nonZero);

    /// <summary>
    /// x = W' y + b, which without b is the gradient of the inputs given that of the outputs, for the inputs from <paramref name="from"/> to before
    /// <paramref name="to"/>.
    /// </summary>
    /// <param name="kernels">The variant to use.</param>
    /// <param name="weight">W [outputs, inputs].</param>
    /// <param name="bias">b [inputs]; null for 0.</param>
    /// <param name="y">The outputs, or their gradient.</param>
    /// <param name="x">The inputs, or their gradient.</param>
    /// <param name="from">The first input.</param>
    /// <param name="to">One past the last.</param>
    public static void Transposed(TileVariant kernels, float* weight, float* bias, Panels y, Panels x, int from, int to) =>
        Multiply(kernels, new TileTask { A = weight, RowStride = 1, ColumnStride = x.Features, Bias = bias, Depth = y.Features }, y, x, from, to,
            nonZero: null);

    /// <summary>dW = dy x', db = sum dy for the outputs from <paramref name="from"/> to before <paramref name="to"/>.</summary>
    /// <param name="kernels">The variant to use.</param>
    /// <param name="dy">The gradient of the outputs; 0 in padding rows.</param>
    /// <param name="x">The inputs row by row.</param>
    /// <param name="weight">dW [outputs, inputs].</param>
    /// <param name="bias">db [outputs].</param>
    /// <param name="from">The first output.</param>
    /// <param name="to">One past the last.</param>
    /// <param name="nonZero">Which inputs are not 0, found for all rows; null for all.</param>
    public static void BackwardWeight(TileVariant kernels, Panels dy, RowMatrix x, float* weight, float* bias, int from, int to, NonZeroTerms? nonZero = null)
    {
        var edge = stackalloc float[TileKernel.MostRows * Panels.Lanes];
        var task = new TileTask
        {
            RowStride = Panels.Lanes,
            ColumnStride = 1,
            Depth = Panels.Lanes,
            BStride = x.Stride,
            ABlock = dy.Stride,
            BBlock = Panels.Lanes * x.Stride,
            Blocks = dy.Count,
            LastDepth = dy.Rows % Panels.Lanes,
        };
        for (var column = 0; column < x.Features; column += Panels.Lanes)
        {
            task.B = x.Data + column;
            if (nonZero is not null) task.Terms = nonZero.OfColumns(column, dy.Count);
            var width = Math.Min(Panels.Lanes, x.Features - column);
            var next = new ReadAhead(task.B + Panels.Lanes, x.Stride, column + width < x.Features ? x.Rows : 0, Panels.Lanes);
            var (done, parts) = (0, kernels.Tiles(to - from));
            for (int row = from, rows; row < to; row += rows)
            {
                rows = kernels.Height(to - row);
                var result = weight + ((nint)row * x.Features) + column;
                task.A = dy.At(0, row);
                next.Fetch(done++, parts);
                new ReadAhead(result, x.Features, rows, width).FetchClose();
                task.C = width == Panels.Lanes ? result : edge;
                task.CStride = width == Panels.Lanes ? x.Features : Panels.Lanes;
                kernels.Multiply(task, rows);
                if (width == Panels.Lanes) continue;
                for (var r = 0; r < rows; r++)
                    new Span<float>(edge + (r * Panels.Lanes), width).CopyTo(new Span<float>(result + (r * x.Features), width));
            }
        }

        for (var row = from; row < to; row++) bias[row] = Sum(dy, row);
    }

    private static void Multiply(TileVariant kernels, TileTask task, Panels from, Panels to, int first, int last, NonZeroTerms? nonZero)
    {
        task.BStride = task.CStride = Panels.Lanes;
        task.Blocks = 1;
        var packed = PackedBlock.RowsFor(task);
        var block = packed > 0 ? packed : last - first;
        var together = (int)Math.Max(1, PanelBytes / (from.Stride * sizeof(float)));
        for (var start = 0; start < from.Count; start += together)
        {
            for (int row = first, rows; row < last; row += rows)
            {
                rows = Math.Min(block, last - row);
                var part = task;
                part.A += row * task.RowStride;
                if (task.Bias is not null) part.Bias += row;
                if (packed > 0) PackedBlock.Move(ref part, rows);
                Multiply(kernels, part, from, to, row, row + rows, (start, Math.Min(from.Count, start + together)), nonZero);
            }
        }
    }

    private static void Multiply(TileVariant kernels, TileTask task, Panels from, Panels to, int first, int last, (int First, int Last) panels,
        NonZeroTerms? nonZero)
    {
        for (int row = first, rows; row < last; row += rows)
        {
            rows = kernels.Height(last - row);
            for (var panel = panels.First; panel < panels.Last; panel++)
            {
                task.B = from.At(panel, 0);
                task.C = to.At(panel, row);
                if (nonZero is not null) task.Terms = nonZero.OfPanel(panel);
                kernels.Multiply(task, rows, Math.Min(Panels.Lanes, from.Rows - (panel * Panels.Lanes)));
            }

            task.A += rows * task.RowStride;
            if (task.Bias is not null) task.Bias += rows;
        }
    }

    /// <summary>The sum of a feature over all rows, such as db from dy.</summary>
    /// <param name="values">The rows; padding rows are 0.</param>
    /// <param name="feature">Index of the feature.</param>
    public static float Sum(Panels values, int feature)
    {
        var sum = Vector512<float>.Zero;
        for (var panel = 0; panel < values.Count; panel++)
        {
            var at = values.At(panel, feature);
            sum += Vector512.Load(at) + Vector512.Load(at + 16);
        }

        return Vector512.Sum(sum);
    }
}
