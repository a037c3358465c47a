using Hourglass.Data;
using Hourglass.Kernels;
using Hourglass.Kernels.Convolution;

namespace Hourglass.Engines.Fused;

/// <summary>Feature maps inside a border of zeros, so that a neighbourhood never ends at an edge.</summary>
internal sealed unsafe class BorderedMaps
{
    private readonly AlignedBuffer memory;
    private readonly DataShape picture;
    private readonly BatchSize batch;
    private readonly int border;

    /// <summary>Takes memory.</summary>
    public BorderedMaps(DataShape picture, int border, BatchSize batch)
    {
        this.picture = picture;
        this.batch = batch;
        this.border = border;
        memory = new AlignedBuffer(Planes.LengthFor(batch.Most, picture.Channels, picture.Height, picture.Width, border));
    }

    /// <summary>The maps with their border.</summary>
    public Planes Maps => new(memory.Pointer, batch.Count, picture.Channels, picture.Height, picture.Width, border);

    /// <summary>Copies the maps from the first to before the last, counted through all panels.</summary>
    public void Copy(Planes from, int first, int last) => Planes.Surround(from, Maps, first, last, border);
}
