namespace Hourglass.Data;

/// <summary>Where the cells of a table lie while it is used.</summary>
public enum StoreKind
{
    /// <summary>On disk if they take more than 128 MB, else in memory.</summary>
    Auto,

    /// <summary>In memory.</summary>
    Memory,

    /// <summary>In a packed file in the cache folder, which is mapped and used again by later readings of the same data.</summary>
    Disk,
}
