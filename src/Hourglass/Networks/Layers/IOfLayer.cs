namespace Hourglass.Layers;

/// <summary>A handler of one kind of layer.</summary>
internal interface IOfLayer
{
    /// <summary>The type of the layers.</summary>
    Type Layer { get; }
}
