using Hourglass.Data;
using Hourglass.Preparation;
using Hourglass.Settings;

namespace Hourglass;

/// <summary>Options of reading and preparing the data.</summary>
internal static class DataParameters
{
    public static readonly ChoiceParameter<ScalingKind> Scale = new("scale", ScalingKind.Auto,
        "scale each feature to [0, 1] (minmax) or to mean 0 and standard deviation 1 (standard), fitted on the training examples; " +
        "auto is standard for rows outside [0, 1], else none");

    public static readonly IntegerParameter ImageSize = new("image_size", null, 1, 4096, "side length in pixels to which images from a folder are resized",
        "their own size if all are equal, else 64");

    public static readonly IntegerParameter ImagePixels = new("image_pixels", 100_000_000, 1, 1 << 28,
        "maximum number of pixels per image, checked before decoding; decoding needs 4 bytes per pixel");

    public static readonly ChoiceParameter<PictureGrouping> ImageGroups = new("image_groups", PictureGrouping.Auto,
        "meaning of the sub-folders of an image folder: classes, or the splits train and test");

    public static readonly ChoiceParameter<PictureColour> ImageColour = new("image_colour", PictureColour.Auto, "colour channels of images read from a folder");

    public static readonly ChoiceParameter<PictureFit> ImageFit = new("image_fit", PictureFit.Crop, "how images with another aspect ratio are fitted");

    public static readonly TextParameter Array = new("array", "name of the array in an .npz file that holds the examples", "detected by name");

    public static IReadOnlyList<Parameter> All { get; } = [Scale, Array, ImageSize, ImageColour, ImageFit, ImagePixels, ImageGroups];

    /// <summary>How pictures are read.</summary>
    public static PictureOptions ReadPictures(SettingValues settings) => new()
    {
        Size = settings.Get(ImageSize) is { } side ? new PictureSize((int)side, (int)side) : null,
        Colour = settings.Get(ImageColour),
        Fit = settings.Get(ImageFit),
        MostPixels = (int)settings.Get(ImagePixels)!,
        Groups = settings.Get(ImageGroups),
    };
}
