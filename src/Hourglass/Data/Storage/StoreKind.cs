namespace Hourglass.Data;

/// <summary>Where the cells of a table, the decoded images of a folder or the elements of a .npy file lie while they are used.</summary>
public enum StoreKind
{
    /// <summary>On disk if cells or images take more than 128 MB, or a .npy file has more than 1 GB; else in memory.</summary>
    Auto,

    /// <summary>In memory.</summary>
    Memory,

    /// <summary>
    /// In a packed file in the cache folder, which is mapped and used again by later readings of the same data. A .npy file is mapped in place.
    /// </summary>
    Disk,
}
