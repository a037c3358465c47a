namespace Hourglass.Data;

/// <summary>The colour channels of pictures.</summary>
public enum PictureColour
{
    /// <summary>Grey if every picture is grey, else RGB.</summary>
    Auto,

    /// <summary>One channel, the luma of ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B.</summary>
    Grey,

    /// <summary>Three channels: red, green, blue.</summary>
    Rgb,
}
