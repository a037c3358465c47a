using Hourglass.Kernels;
using Hourglass.Kernels.Gemm;

namespace Hourglass.Engines.Fused.Memory;

/// <summary>Numbers that one operation hands to the next, [rows, features], with room for their gradient where one is wanted.</summary>
internal sealed unsafe class Signal
{
    private readonly BatchSize batch;
    private readonly int each;
    private readonly AlignedBuffer values;
    private AlignedBuffer? gradient;
    private AlignedBuffer? kept;
    private AlignedBuffer? rows;

    /// <summary>Takes memory.</summary>
    /// <param name="name">What it is, for people.</param>
    /// <param name="features">Numbers a row.</param>
    /// <param name="batch">Tells how many examples a step has.</param>
    /// <param name="each">Rows an example.</param>
    public Signal(string name, int features, BatchSize batch, int each = 1)
    {
        Name = name;
        Features = features;
        this.batch = batch;
        this.each = each;
        values = new AlignedBuffer(Panels.LengthFor(batch.Most * each, features));
    }

    /// <summary>What it is, for people.</summary>
    public string Name { get; }

    /// <summary>Numbers a row.</summary>
    public int Features { get; }

    /// <summary>Rows of the step at hand.</summary>
    public int Rows => batch.Count * each;

    /// <summary>Rows an example.</summary>
    public int Each => each;

    /// <summary>Whether anything learns from it.</summary>
    public bool HasGradient => gradient is not null;

    /// <summary>The numbers.</summary>
    public Panels Values => new(values.Pointer, Rows, Features);

    /// <summary>d loss / d values; 0 in rows without a meaning.</summary>
    public Panels Gradient => new(gradient!.Pointer, Rows, Features);

    /// <summary>What came before the activation, where its slope needs that; else the values.</summary>
    public Panels Kept => kept is null ? Values : new Panels(kept.Pointer, Rows, Features);

    /// <summary>The numbers row by row, for the gradient of the weights that take them.</summary>
    public RowMatrix ByRow => new(rows!.Pointer, Rows, Features);

    /// <summary>Which of the numbers are not 0, for the products with them; null where nothing is known of that.</summary>
    public NonZeroTerms? NonZero { get; private set; }

    /// <summary>Whether these are numbers of the data, many of which may be 0.</summary>
    public bool IsData { get; init; }

    /// <summary>Numbers of memory.</summary>
    public long Length => values.Length + (gradient?.Length ?? 0) + (kept?.Length ?? 0) + (rows?.Length ?? 0);

    /// <summary>Makes room for a gradient.</summary>
    public void WantGradient() => gradient ??= new AlignedBuffer(values.Length);

    /// <summary>Makes room for what comes before the activation.</summary>
    public void KeepInput() => kept ??= new AlignedBuffer(values.Length);

    /// <summary>Makes room for the places of numbers that are not 0, if these are numbers of the data.</summary>
    /// <param name="learns">Whether weights learn from them, too.</param>
    public void WantNonZero(bool learns)
    {
        if (IsData) NonZero ??= new NonZeroTerms(batch.Most * each, Features, learns);
    }

    /// <summary>Makes room for the numbers row by row.</summary>
    /// <returns>Whether there was none.</returns>
    public bool WantRows()
    {
        if (rows is not null) return false;
        rows = new AlignedBuffer(RowMatrix.LengthFor(batch.Most * each, Features));
        return true;
    }
}
