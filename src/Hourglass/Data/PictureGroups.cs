namespace Hourglass.Data;

/// <summary>What the sub-folders of a folder of pictures are.</summary>
public enum PictureGroups
{
    /// <summary>Splits where there is a folder <c>train</c> and no other pictures beside it but those of a test split, else classes.</summary>
    Auto,

    /// <summary>Classes, the folder <c>train</c> among them.</summary>
    Classes,

    /// <summary><c>train</c> and <c>test</c> (or <c>val</c>, ...) are the splits, each with its own class folders; what lies beside them is not read.</summary>
    Splits,
}
