namespace Hourglass.Data;

/// <summary>How a picture of another shape is converted to the target size.</summary>
public enum PictureFit
{
    /// <summary>Scaled to cover the size, then cropped around its centre, without distortion.</summary>
    Crop,

    /// <summary>Stretched to the size, without cropping.</summary>
    Resize,
}
