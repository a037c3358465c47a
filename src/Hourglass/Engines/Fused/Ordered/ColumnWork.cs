using Hourglass.Kernels;

namespace Hourglass.Engines.Fused.Ordered;

/// <summary>What a worker needs to compute a column: a list of rows in panels, and memory for its hidden units and their gradients.</summary>
internal sealed unsafe class ColumnWork
{
    private readonly int words;
    private readonly int[] examples;
    private readonly int[] rows;
    private readonly int[] networks;
    private readonly Reads[] reads;
    private readonly ulong[] read;
    private readonly int[] lanes;

    /// <summary>Allocates memory.</summary>
    /// <param name="sizes">The decoder's sizes.</param>
    /// <param name="panels">The most panels.</param>
    public ColumnWork(OrderedSizes sizes, int panels)
    {
        words = sizes.Words;
        var most = panels * Panels.Lanes;
        (examples, rows, networks) = (new int[most], new int[most], new int[most]);
        (reads, read, lanes) = (new Reads[most], TableCells.Pinned<ulong>((long)most * words), new int[panels]);
        Units = new AlignedBuffer((long)most * sizes.Stride);
        Gradient = new AlignedBuffer((long)most * sizes.MostLevels);
        Weight = new AlignedBuffer((long)sizes.MostLevels * sizes.Stride);
        WeightGradient = new AlignedBuffer((long)sizes.MostLevels * sizes.Stride);
        Latent = new AlignedBuffer((long)sizes.Inputs * sizes.Stride);
        LatentGradient = new AlignedBuffer((long)sizes.Inputs * sizes.Stride);
        UnitPanel = new AlignedBuffer((long)Panels.Lanes * sizes.Padded);
        UnitRows = new AlignedBuffer((long)Panels.Lanes * sizes.Stride);
        Logits = new AlignedBuffer((long)Panels.Lanes * sizes.MostLevels);
        Target = new AlignedBuffer((long)Panels.Lanes * sizes.MostWidth);
        Inputs = new AlignedBuffer((long)most * sizes.Inputs);
    }

    /// <summary>Number of panels.</summary>
    public int PanelCount { get; private set; }

    /// <summary>The hidden units, then their gradient: [panels][32][stride].</summary>
    public AlignedBuffer Units { get; }

    /// <summary>The gradient of the logits: [panels][levels][32].</summary>
    public AlignedBuffer Gradient { get; }

    /// <summary>The weights of the logits: [levels][stride].</summary>
    public AlignedBuffer Weight { get; }

    /// <summary>Their gradient.</summary>
    public AlignedBuffer WeightGradient { get; }

    /// <summary>The weights of the inputs: [inputs][stride].</summary>
    public AlignedBuffer Latent { get; }

    /// <summary>Their gradient.</summary>
    public AlignedBuffer LatentGradient { get; }

    /// <summary>The hidden units of a panel: [units][32].</summary>
    public AlignedBuffer UnitPanel { get; }

    /// <summary>The gradient of a panel's hidden units: [32][stride].</summary>
    public AlignedBuffer UnitRows { get; }

    /// <summary>The logits of a panel: [levels][32].</summary>
    public AlignedBuffer Logits { get; }

    /// <summary>The targets of a panel: [numbers][32].</summary>
    public AlignedBuffer Target { get; }

    /// <summary>Inputs of panels: [panels][inputs][32].</summary>
    public AlignedBuffer Inputs { get; }

    /// <summary>Empties the list.</summary>
    public void Clear() => PanelCount = 0;

    /// <summary>Begins a new panel unless a row fits into the last one.</summary>
    /// <param name="first">The first panel that takes this kind of row.</param>
    /// <param name="example">The example of the batch.</param>
    /// <param name="row">The row among those that are scored; several may be of one example.</param>
    /// <param name="network">The context network; 0 without one.</param>
    /// <param name="kind">What it reads.</param>
    /// <returns>Memory for the columns that it reads.</returns>
    public ulong* Add(int first, int example, int row, int network, Reads kind)
    {
        if (PanelCount == first || lanes[PanelCount - 1] == Panels.Lanes) lanes[PanelCount++] = 0;
        var at = ((PanelCount - 1) * Panels.Lanes) + lanes[PanelCount - 1]++;
        (examples[at], rows[at], networks[at], reads[at]) = (example, row, network, kind);
        return ReadAt(at);
    }

    /// <summary>Number of rows of a panel.</summary>
    public int LanesOf(int panel) => lanes[panel];

    /// <summary>The example at a place: panel x 32 + lane.</summary>
    public int ExampleAt(int place) => examples[place];

    /// <summary>The row at a place.</summary>
    public int RowAt(int place) => rows[place];

    /// <summary>Its context network.</summary>
    public int NetworkAt(int place) => networks[place];

    /// <summary>What it reads.</summary>
    public Reads ReadsAt(int place) => reads[place];

    /// <summary>The columns that it reads.</summary>
    public ulong* ReadAt(int place) => TableCells.First(read) + ((nint)place * words);
}
