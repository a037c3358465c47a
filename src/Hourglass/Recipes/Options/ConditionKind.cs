namespace Hourglass;

/// <summary>What a conditional model is told of each example.</summary>
internal enum ConditionKind
{
    /// <summary>The side columns where the data has some, else the class.</summary>
    Auto,

    /// <summary>The class.</summary>
    Labels,

    /// <summary>The side columns.</summary>
    Columns,
}
