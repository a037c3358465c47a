namespace Hourglass.Native;

/// <summary>Distinguishes pipes and devices from files without opening them, which would block on a pipe.</summary>
internal static class FileKind
{
    private const int KindBits = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;

    /// <summary>Whether a path leads to a pipe, a socket or a device; false if that is unknown or nothing exists there.</summary>
    public static bool IsStream(string path) => FileStatus.Of(path) is { } status && (status.Mode & KindBits) is not (RegularFile or Folder);
}
