namespace Hourglass.Data;

/// <summary>An array of a .npz file before it is read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Header">Its header; null if it cannot be parsed, as for records.</param>
internal sealed record NpzEntry(string Name, NpyHeader? Header);
