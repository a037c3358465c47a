namespace Hourglass.Data;

/// <summary>The role of the sub-folders of a folder of pictures.</summary>
public enum PictureGrouping
{
    /// <summary>Splits if there is a folder <c>train</c> and no pictures next to it except those of a test split, else classes.</summary>
    Auto,

    /// <summary>Classes, including the folder <c>train</c>.</summary>
    Classes,

    /// <summary><c>train</c> and <c>test</c> (or <c>val</c>, ...) are the splits, each with its own class folders; everything else is ignored.</summary>
    Splits,
}
