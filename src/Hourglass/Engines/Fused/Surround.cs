namespace Hourglass.Engines.Fused;

/// <summary>Copies feature maps, or their gradient, into ones with a border.</summary>
internal sealed class Surround(Signal signal, bool gradient, BorderedMaps bordered) : Operation
{
    /// <inheritdoc/>
    public override double FlopsPerExample => 0;

    /// <inheritdoc/>
    public override void Do(int worker, int workers)
    {
        var maps = gradient ? signal.MapsGradient : signal.Maps;
        var (first, last) = Share(maps.Count * maps.Channels, worker, workers);
        bordered.Copy(maps, first, last);
    }

    /// <inheritdoc/>
    public override string Describe() => $"{(gradient ? "d " : "")}{signal.Name} with a border";
}
