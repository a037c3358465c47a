namespace Hourglass.Data;

/// <summary>How pictures are read.</summary>
public sealed record PictureOptions
{
    /// <summary>The size of the examples, 1x1 to 4096x4096; null (the default) uses the pictures' own size if all agree, else 64x64.</summary>
    public PictureSize? Size { get; init; }

    /// <summary>Maximum number of pixels of a picture, checked before decoding, which takes four bytes per pixel: 1 to 2^28; 100 million by default.</summary>
    public int MostPixels { get; init; } = 100_000_000;

    /// <summary>The role of sub-folders; <see cref="PictureGrouping.Auto"/> by default.</summary>
    public PictureGrouping Groups { get; init; } = PictureGrouping.Auto;

    /// <summary>The colour channels of the examples; <see cref="PictureColour.Auto"/> by default.</summary>
    public PictureColour Colour { get; init; } = PictureColour.Auto;

    /// <summary>How pictures of another shape are resized; <see cref="PictureFit.Crop"/> by default.</summary>
    public PictureFit Fit { get; init; } = PictureFit.Crop;
}
