namespace Hourglass.Data;

/// <summary>How a picture of another shape is brought to the wanted size.</summary>
public enum PictureFit
{
    /// <summary>Scaled until it covers the size, then cut around its centre; nothing is distorted.</summary>
    Crop,

    /// <summary>Stretched to the size; nothing is cut off.</summary>
    Resize,
}
