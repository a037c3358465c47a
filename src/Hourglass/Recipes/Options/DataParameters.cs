using Hourglass.Data;
using Hourglass.Preparation;
using Hourglass.Settings;

namespace Hourglass;

/// <summary>Options of reading and preparing the data.</summary>
internal static class DataParameters
{
    public static readonly ChoiceParameter<ScalingKind> Scale = new("scale", ScalingKind.Auto, "map each feature to [0, 1], or to mean 0 and deviation 1, as fitted on the training examples; auto is standard for rows outside [0, 1], else none");

    public static readonly IntegerParameter ImageSize = new("image_size", null, 1, 4096, "side in pixels of pictures read from a folder", "their own if all agree, else 64");

    public static readonly IntegerParameter ImagePixels = new("image_pixels", 100_000_000, 1, 1 << 28, "the most pixels that a picture may have, checked before it is decoded, which takes 4 bytes for each");

    public static readonly ChoiceParameter<PictureGroups> ImageGroups = new("image_groups", PictureGroups.Auto, "what the sub-folders of a folder of pictures are: classes, or the splits train and test");

    public static readonly ChoiceParameter<PictureColour> ImageColour = new("image_colour", PictureColour.Auto, "colour channels of pictures read from a folder");

    public static readonly ChoiceParameter<PictureFit> ImageFit = new("image_fit", PictureFit.Crop, "how pictures of another shape are made to fit");

    public static readonly TextParameter Array = new("array", "the array of an .npz file that holds the examples", "found by its name");

    public static IReadOnlyList<Parameter> All { get; } = [Scale, Array, ImageSize, ImageColour, ImageFit, ImagePixels, ImageGroups];

    /// <summary>How pictures are to be read.</summary>
    public static PictureOptions ReadPictures(SettingValues settings) => new()
    {
        Size = settings.Get(ImageSize) is { } side ? new PictureSize((int)side, (int)side) : null,
        Colour = settings.Get(ImageColour),
        Fit = settings.Get(ImageFit),
        MostPixels = (int)settings.Get(ImagePixels)!,
        Groups = settings.Get(ImageGroups),
    };
}
