using Hourglass.Kernels;
using Hourglass.Kernels.Convolution;
using Hourglass.Kernels.Elementwise;

namespace Hourglass.Engines.Fused.Memory;

/// <summary>
/// Rows of features or feature maps, for layers that treat both alike: features are the channels of a picture of one
/// pixel.
/// </summary>
internal sealed unsafe class SignalOrMaps
{
    private readonly Signal? signal;
    private readonly FeatureMaps? maps;
    private readonly ActivationKernel? activation;
    private readonly BatchSize batch;

    /// <summary>Rows of features.</summary>
    /// <param name="signal">The rows.</param>
    /// <param name="activation">The activation that converts sums to values, or null; its backward half is a separate operation.</param>
    /// <param name="batch">The number of examples of a step.</param>
    public SignalOrMaps(Signal signal, ActivationKernel? activation, BatchSize batch) =>
        (this.signal, this.activation, this.batch) = (signal, activation, batch);

    /// <summary>Feature maps.</summary>
    public SignalOrMaps(FeatureMaps maps, BatchSize batch) => (this.maps, this.batch) = (maps, batch);

    /// <summary>The rows of features; throws for feature maps.</summary>
    public Signal Signal => signal ?? throw new InvalidOperationException($"The layer {maps!.Name} has feature maps instead of rows of features.");

    /// <summary>The feature maps; throws for rows of features.</summary>
    public FeatureMaps Maps => maps ?? throw new InvalidOperationException($"The layer {signal!.Name} has rows of features instead of feature maps.");

    /// <summary>Whether it is feature maps.</summary>
    public bool IsMaps => maps is not null;

    /// <summary>Its name, for descriptions.</summary>
    public string Name => maps?.Name ?? signal!.Name;

    /// <summary>Number of rows of the current step.</summary>
    public int Rows => signal?.Rows ?? batch.Count;

    /// <summary>Maximum number of rows of a step.</summary>
    public int MostRows => batch.Most * (signal?.Each ?? 1);

    /// <summary>The numbers.</summary>
    public Planes Values => maps?.Values ?? Of(signal!.Values);

    /// <summary>The input of the activation.</summary>
    public Planes Sums => maps?.Sums ?? Of(signal!.Kept);

    /// <summary>The gradient.</summary>
    public Planes Gradient => maps?.Gradient ?? Of(signal!.Gradient);

    /// <summary>Computes a row of values from its sums; see <see cref="FeatureMaps.Activate(int)"/>.</summary>
    public void Activate(int item)
    {
        if (maps is not null) maps.Activate(item);
        else activation?.Apply(Sums.Row(item), Values.Row(item), Values.RowLength);
    }

    /// <summary>Completes a row of the gradient; see <see cref="FeatureMaps.Finish"/>.</summary>
    public void Finish(int item) => maps?.Finish(item);

    private static Planes Of(Panels panels) => new(panels.Data, panels.Rows, panels.Features, 1, 1, 0);
}
