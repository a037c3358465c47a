namespace Hourglass;

/// <summary>What follows the last feature maps of a convolutional encoder.</summary>
internal enum ConvHead
{
    /// <summary>Dense layers down to the code.</summary>
    Dense,

    /// <summary>Nothing: the feature maps are the code.</summary>
    Spatial,
}
