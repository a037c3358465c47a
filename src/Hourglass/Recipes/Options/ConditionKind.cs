namespace Hourglass;

/// <summary>The condition of a conditional model.</summary>
internal enum ConditionKind
{
    /// <summary>The side columns if the data has any, else the class.</summary>
    Auto,

    /// <summary>The class.</summary>
    Labels,

    /// <summary>The side columns.</summary>
    Columns,
}
