namespace Hourglass.Data;

/// <summary>A part of a store.</summary>
/// <param name="Offset">Its first byte.</param>
/// <param name="Length">Its number of bytes.</param>
/// <param name="Checksum">The XXH3 hash of the bytes, 64 bits in hex.</param>
internal sealed record StoredSection(long Offset, long Length, string Checksum);
