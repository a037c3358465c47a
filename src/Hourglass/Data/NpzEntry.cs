namespace Hourglass.Data;

/// <summary>An array of a .npz file before it is read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Header">What its header says; null where it cannot be understood, as of records.</param>
internal sealed record NpzEntry(string Name, NpyHeader? Header);
