namespace Hourglass.Layers;

/// <summary>Knows what to do with one kind of layer.</summary>
internal interface IOfLayer
{
    /// <summary>The type of the layers.</summary>
    Type Layer { get; }
}
