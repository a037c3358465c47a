using Hourglass.Data;
using Hourglass.Kernels;
using Hourglass.Kernels.Convolution;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Engines.Fused.Memory;

/// <summary>
/// Feature maps that one operation passes to the next, with their gradient, both inside a border of zeros that is never written.
/// Operations write whole rows and apply the activation while the row is in the cache.
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

    /// <summary>Allocates memory.</summary>
    /// <param name="name">Their name, for descriptions.</param>
    /// <param name="shape">Channels, height and width.</param>
    /// <param name="border">The widest border that a reader needs.</param>
    /// <param name="activation">The activation that converts sums to values, or null.</param>
    /// <param name="batch">The number of examples of a step.</param>
    /// <param name="learning">Whether they need gradients.</param>
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

    /// <summary>Their name, for descriptions.</summary>
    public string Name { get; }

    /// <summary>Channels, height and width.</summary>
    public DataShape Shape { get; }

    /// <summary>Whether they need gradients.</summary>
    public bool HasGradient => gradient is not null;

    /// <summary>The numbers. Without gradients, their memory is allocated on first use.</summary>
    public Planes Values => Of(values ?? Take());

    /// <summary>The sums before the activation.</summary>
    public Planes Sums => kept is null ? Values : Of(kept);

    /// <summary>The layout of their numbers in any memory.</summary>
    public Planes Layout => new(null, batch.Count, Shape.Channels, Shape.Height, Shape.Width, border);

    /// <summary>d loss / d values until a row is finished, then d loss / d sums; 0 in padding rows.</summary>
    public Planes Gradient => Of(gradient!);

    /// <summary>Computes a row of values from its sums.</summary>
    /// <param name="item">The row; see <see cref="Planes.Items"/>.</param>
    public void Activate(int item) => Activate(Sums, Values, item);

    /// <summary>Computes a row of values from its sums, in given memory.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="values">The values; may be the same.</param>
    /// <param name="item">The row; see <see cref="Planes.Items"/>.</param>
    public void Activate(Planes sums, Planes values, int item) => activation?.Apply(sums.Row(item), values.Row(item), values.RowLength);

    /// <summary>Propagates a row of the gradient back through the activation.</summary>
    /// <param name="item">The row; see <see cref="Planes.Items"/>.</param>
    public void Finish(int item) => activation?.Backward((activation.NeedsInput ? Sums : Values).Row(item), Gradient.Row(item), Gradient.RowLength);

    // Several workers may arrive first.
    private AlignedBuffer Take()
    {
        Interlocked.CompareExchange(ref values, new AlignedBuffer(length), null);
        return values;
    }

    private Planes Of(AlignedBuffer memory) => new(memory.Pointer, batch.Count, Shape.Channels, Shape.Height, Shape.Width, border);
}
