using Hourglass.Data;
using Hourglass.Kernels;
using Hourglass.Kernels.Convolution;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Engines.Fused.Memory;

/// <summary>
/// Feature maps that one operation hands to the next, with their gradient, both inside a border of zeros that nothing ever writes to.
/// Whoever writes them writes whole rows, and goes through the activation while the row is in the cache.
/// </summary>
internal sealed unsafe class FeatureMaps
{
    private readonly BatchSize batch;
    private readonly int border;
    private readonly ActivationKernel? activation;
    private readonly long length;
    private AlignedBuffer? values;
    private readonly AlignedBuffer? gradient;
    private readonly AlignedBuffer? kept;

    /// <summary>Takes memory.</summary>
    /// <param name="name">What they are, for people.</param>
    /// <param name="shape">Channels, height and width.</param>
    /// <param name="border">The widest border that those who read them need.</param>
    /// <param name="activation">What a sum goes through to become a value, or null.</param>
    /// <param name="batch">Tells how many examples a step has.</param>
    /// <param name="learning">Whether anything learns from them.</param>
    public FeatureMaps(string name, DataShape shape, int border, ActivationKernel? activation, BatchSize batch, bool learning = true)
    {
        (Name, Shape) = (name, shape);
        this.batch = batch;
        this.border = border;
        this.activation = activation;
        length = Planes.LengthFor(batch.Most, shape.Channels, shape.Height, shape.Width, border);
        if (!learning) return;
        values = new AlignedBuffer(length);
        gradient = new AlignedBuffer(length);
        if (activation is { NeedsInput: true }) kept = new AlignedBuffer(length);
    }

    /// <summary>What they are, for people.</summary>
    public string Name { get; }

    /// <summary>Channels, height and width.</summary>
    public DataShape Shape { get; }

    /// <summary>Whether anything learns from them.</summary>
    public bool HasGradient => gradient is not null;

    /// <summary>The numbers. Where nothing learns from them, their memory is taken when somebody asks for it.</summary>
    public Planes Values => Of(values ?? Take());

    /// <summary>What comes before the activation, which is where sums are written.</summary>
    public Planes Sums => kept is null ? Values : Of(kept);

    /// <summary>Where their numbers lie in whatever memory; nothing is at hand there.</summary>
    public Planes Layout => new(null, batch.Count, Shape.Channels, Shape.Height, Shape.Width, border);

    /// <summary>d loss / d values until a row is finished, then d loss / d sums; 0 in rows without a meaning.</summary>
    public Planes Gradient => Of(gradient!);

    /// <summary>Makes a row of values from its sums.</summary>
    /// <param name="item">The row; see <see cref="Planes.Items"/>.</param>
    public void Activate(int item) => Activate(Sums, Values, item);

    /// <summary>Makes a row of values from its sums, in whoever's memory.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="values">The values; may be the same.</param>
    /// <param name="item">The row; see <see cref="Planes.Items"/>.</param>
    public void Activate(Planes sums, Planes values, int item) => activation?.Apply(sums.Row(item), values.Row(item), values.RowLength);

    /// <summary>Takes a row of the gradient back through the activation.</summary>
    /// <param name="item">The row; see <see cref="Planes.Items"/>.</param>
    public void Finish(int item) => activation?.Backward((activation.NeedsInput ? Sums : Values).Row(item), Gradient.Row(item), Gradient.RowLength);

    // Several workers may be the first.
    private AlignedBuffer Take()
    {
        Interlocked.CompareExchange(ref values, new AlignedBuffer(length), null);
        return values;
    }

    private Planes Of(AlignedBuffer memory) => new(memory.Pointer, batch.Count, Shape.Channels, Shape.Height, Shape.Width, border);
}
