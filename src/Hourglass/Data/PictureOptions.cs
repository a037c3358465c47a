namespace Hourglass.Data;

/// <summary>How pictures are read.</summary>
public sealed record PictureOptions
{
    /// <summary>The size of the examples, 1x1 to 4096x4096; null (the default) takes the pictures' own size if all agree, else 64x64.</summary>
    public PictureSize? Size { get; init; }

    /// <summary>The colour channels of the examples; <see cref="PictureColour.Auto"/> by default.</summary>
    public PictureColour Colour { get; init; } = PictureColour.Auto;

    /// <summary>What happens to pictures of another shape; <see cref="PictureFit.Crop"/> by default.</summary>
    public PictureFit Fit { get; init; } = PictureFit.Crop;
}
