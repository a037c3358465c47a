using Hourglass.Kernels;
using Hourglass.Kernels.Convolution;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Engines.Fused.Memory;

/// <summary>
/// Rows of features or feature maps, whichever a layer that treats both alike is given: features are the channels of a picture of one
/// place.
/// </summary>
internal sealed unsafe class SignalOrMaps
{
    private readonly Signal? signal;
    private readonly FeatureMaps? maps;
    private readonly ActivationKernel? activation;
    private readonly BatchSize batch;

    /// <summary>Rows of features.</summary>
    /// <param name="signal">The rows.</param>
    /// <param name="activation">What a sum goes through to become a value, or null; the way back through it is an operation of its own.</param>
    /// <param name="batch">Tells how many examples a step has.</param>
    public SignalOrMaps(Signal signal, ActivationKernel? activation, BatchSize batch) => (this.signal, this.activation, this.batch) = (signal, activation, batch);

    /// <summary>Feature maps.</summary>
    public SignalOrMaps(FeatureMaps maps, BatchSize batch) => (this.maps, this.batch) = (maps, batch);

    /// <summary>The rows of features; only where it is these.</summary>
    public Signal Signal => signal ?? throw new InvalidOperationException($"The layer {maps!.Name} has feature maps where rows of features are to be.");

    /// <summary>The feature maps; only where it is these.</summary>
    public FeatureMaps Maps => maps ?? throw new InvalidOperationException($"The layer {signal!.Name} has rows of features where feature maps are to be.");

    /// <summary>Whether it is feature maps.</summary>
    public bool IsMaps => maps is not null;

    /// <summary>What it is, for people.</summary>
    public string Name => maps?.Name ?? signal!.Name;

    /// <summary>Rows of the step at hand.</summary>
    public int Rows => signal?.Rows ?? batch.Count;

    /// <summary>The most rows of a step.</summary>
    public int MostRows => batch.Most * (signal?.Each ?? 1);

    /// <summary>The numbers.</summary>
    public Planes Values => maps?.Values ?? Of(signal!.Values);

    /// <summary>What comes before the activation.</summary>
    public Planes Sums => maps?.Sums ?? Of(signal!.Kept);

    /// <summary>The gradient.</summary>
    public Planes Gradient => maps?.Gradient ?? Of(signal!.Gradient);

    /// <summary>Makes a row of values from its sums; see <see cref="FeatureMaps.Activate(int)"/>.</summary>
    public void Activate(int item)
    {
        if (maps is not null) maps.Activate(item);
        else activation?.Apply(Sums.Row(item), Values.Row(item), Values.RowLength);
    }

    /// <summary>Ends a row of the gradient; see <see cref="FeatureMaps.Finish"/>.</summary>
    public void Finish(int item) => maps?.Finish(item);

    private static Planes Of(Panels panels) => new(panels.Data, panels.Rows, panels.Features, 1, 1, 0);
}
