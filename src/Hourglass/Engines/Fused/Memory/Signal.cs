using Hourglass.Kernels;
using Hourglass.Kernels.Gemm;

namespace Hourglass.Engines.Fused.Memory;

/// <summary>Numbers that one operation passes to the next, [rows, features], with optional memory for their gradient.</summary>
internal sealed unsafe class Signal
{
    private readonly BatchSize batch;
    private readonly int each;
    private readonly AlignedBuffer values;
    private AlignedBuffer? gradient;
    private AlignedBuffer? kept;
    private AlignedBuffer? rows;

    /// <summary>Allocates memory.</summary>
    /// <param name="name">Its name, for descriptions.</param>
    /// <param name="features">Numbers per row.</param>
    /// <param name="batch">The number of examples of a step.</param>
    /// <param name="each">Rows per example.</param>
    public Signal(string name, int features, BatchSize batch, int each = 1)
    {
        Name = name;
        Features = features;
        this.batch = batch;
        this.each = each;
        values = new AlignedBuffer(Panels.LengthFor(batch.Most * each, features));
    }

    /// <summary>Its name, for descriptions.</summary>
    public string Name { get; }

    /// <summary>Numbers per row.</summary>
    public int Features { get; }

    /// <summary>Number of rows of the current step.</summary>
    public int Rows => batch.Count * each;

    /// <summary>Rows per example.</summary>
    public int Each => each;

    /// <summary>Whether it has a gradient.</summary>
    public bool HasGradient => gradient is not null;

    /// <summary>The numbers.</summary>
    public Panels Values => new(values.Pointer, Rows, Features);

    /// <summary>d loss / d values; 0 in padding rows.</summary>
    public Panels Gradient => new(gradient!.Pointer, Rows, Features);

    /// <summary>The input of the activation, if its slope needs that; else the values.</summary>
    public Panels Kept => kept is null ? Values : new Panels(kept.Pointer, Rows, Features);

    /// <summary>The numbers row by row, for the gradient of the weights that read them.</summary>
    public RowMatrix ByRow => new(rows!.Pointer, Rows, Features);

    /// <summary>The non-zero numbers, for products; null if unknown.</summary>
    public NonZeroTerms? NonZero { get; private set; }

    /// <summary>Whether these are values of the data, many of which may be 0.</summary>
    public bool IsData { get; init; }

    /// <summary>Size of the memory, in numbers.</summary>
    public long Length => values.Length + (gradient?.Length ?? 0) + (kept?.Length ?? 0) + (rows?.Length ?? 0);

    /// <summary>Allocates a gradient.</summary>
    public void WantGradient() => gradient ??= new AlignedBuffer(values.Length);

    /// <summary>Allocates memory for the input of the activation.</summary>
    public void KeepInput() => kept ??= new AlignedBuffer(values.Length);

    /// <summary>Allocates the positions of non-zero numbers, if these are values of the data.</summary>
    /// <param name="learns">Whether weights also learn from them.</param>
    public void WantNonZero(bool learns)
    {
        if (IsData) NonZero ??= new NonZeroTerms(batch.Most * each, Features, learns);
    }

    /// <summary>Allocates memory for the numbers row by row.</summary>
    /// <returns>Whether it was not allocated before.</returns>
    public bool WantRows()
    {
        if (rows is not null) return false;
        rows = new AlignedBuffer(RowMatrix.LengthFor(batch.Most * each, Features));
        return true;
    }
}
