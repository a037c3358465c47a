namespace Hourglass.Data;

/// <summary>How pictures are read.</summary>
public sealed record PictureOptions
{
    /// <summary>The size of the examples, 1x1 to 4096x4096; null (the default) takes the pictures' own size if all agree, else 64x64.</summary>
    public PictureSize? Size { get; init; }

    /// <summary>The most pixels that a picture may have, checked before it is decoded, which takes four bytes for each: 1 to 2^28; 100 million by default.</summary>
    public int MostPixels { get; init; } = 100_000_000;

    /// <summary>What sub-folders are; <see cref="PictureGroups.Auto"/> by default.</summary>
    public PictureGroups Groups { get; init; } = PictureGroups.Auto;

    /// <summary>The colour channels of the examples; <see cref="PictureColour.Auto"/> by default.</summary>
    public PictureColour Colour { get; init; } = PictureColour.Auto;

    /// <summary>What happens to pictures of another shape; <see cref="PictureFit.Crop"/> by default.</summary>
    public PictureFit Fit { get; init; } = PictureFit.Crop;
}
