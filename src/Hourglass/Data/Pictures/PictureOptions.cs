using System.Globalization;
using Hourglass.Settings;

namespace Hourglass.Data;

/// <summary>How images are read. Each attribute gives the range and the meaning of an option.</summary>
public sealed record PictureOptions
{
    /// <summary>The size in pixels to which images are resized when they are not all of one size.</summary>
    internal const int MixedSize = 64;

    internal static OptionSet<PictureOptions> Declared { get; } = new(() => new PictureOptions());

    /// <summary>The option that sets height and width of <see cref="Size"/> to the same number.</summary>
    internal static IntegerParameter Side { get; } = new("image_size", null, 1, 4096, "side length in pixels to which images from a folder are resized",
        $"their own size if all are equal, else {MixedSize}");

    /// <summary>
    /// The size of the examples, each side within the range of <c>image_size</c>; null (the default) uses the images' own size if all agree, else 64x64.
    /// </summary>
    public PictureSize? Size { get; init; }

    /// <summary>The colour channels of the examples.</summary>
    [Setting("colour channels of images read from a folder; auto is grey if all images are grey, else rgb", Name = "image_colour")]
    public PictureColour Colour { get; init; } = PictureColour.Auto;

    /// <summary>How images with another aspect ratio than that of <see cref="Size"/> are fitted.</summary>
    [Setting("how images are fitted to another aspect ratio: cropped around the centre, or stretched (resize)", Name = "image_fit")]
    public PictureFit Fit { get; init; } = PictureFit.Crop;

    /// <summary>Maximum number of pixels of an image, checked before decoding.</summary>
    [Setting("maximum number of pixels per image, checked before decoding; decoding needs 4 bytes per pixel", Name = "image_pixels", Least = 1,
        Most = 1 << 28)]
    public int MostPixels { get; init; } = 100_000_000;

    /// <summary>The role of sub-folders.</summary>
    [Setting("what the sub-folders of an image folder are: classes, or the splits train and test", Name = "image_groups")]
    public PictureGrouping Groups { get; init; } = PictureGrouping.Auto;

    /// <summary>The options that names and texts stand for.</summary>
    internal static PictureOptions Read(SettingValues settings) =>
        Declared.Read(settings) with { Size = settings.Get(Side) is { } side ? new PictureSize((int)side, (int)side) : null };

    /// <summary>Lists what is out of range, one sentence per violation.</summary>
    internal IEnumerable<MessageText> Violations() =>
        [.. Declared.Violations(this), .. Sides.Select(side => Side.Refusal(side.ToString(CultureInfo.InvariantCulture))).OfType<MessageText>()];

    private IEnumerable<int> Sides => Size is { } size ? new[] { size.Height, size.Width }.Distinct() : [];
}
