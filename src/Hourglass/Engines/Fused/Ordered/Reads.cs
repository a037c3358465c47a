namespace Hourglass.Engines.Fused.Ordered;

/// <summary>Which of the columns before its own a column reads in a row.</summary>
internal enum Reads : byte
{
    /// <summary>None.</summary>
    None,

    /// <summary>Those of a list.</summary>
    Some,

    /// <summary>All.</summary>
    All,
}
