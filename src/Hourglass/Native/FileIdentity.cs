using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hourglass.Native;

/// <summary>What the system calls a file apart from its names: two names of one file (hard links) have the same identity.</summary>
/// <param name="Volume">The file system.</param>
/// <param name="Number">The file's number there.</param>
internal readonly partial record struct FileIdentity(ulong Volume, ulong Number)
{
    // struct stat of macOS on Apple silicon: the device (4 bytes), mode, number of links (2 bytes each), inode.
    private const int StatLength = 144;
    private const int StatNumberOffset = 8;

    // BY_HANDLE_FILE_INFORMATION: volume at 28, number at 44 (upper half) and 48.
    private const int HandleLength = 52;
    private const int HandleVolumeOffset = 28;
    private const int HandleNumberOffset = 44;

    /// <summary>The identity of the file that a path leads to; null if nothing exists there or the system does not say.</summary>
    public static FileIdentity? Of(string path)
    {
        if (OperatingSystem.IsWindows()) return OfWindows(path);
        if (OperatingSystem.IsMacOS()) return OfMac(path);
        return FileStatus.Of(path) is { } status ? new FileIdentity(status.Volume, status.Number) : null;
    }

    private static FileIdentity? OfMac(string path)
    {
        Span<byte> answer = stackalloc byte[StatLength];
        return RuntimeInformation.ProcessArchitecture != Architecture.Arm64 || Stat(path, ref MemoryMarshal.GetReference(answer)) != 0 ? null
            : new FileIdentity(BinaryPrimitives.ReadUInt32LittleEndian(answer), BinaryPrimitives.ReadUInt64LittleEndian(answer[StatNumberOffset..]));
    }

    private static FileIdentity? OfWindows(string path)
    {
        if (!File.Exists(path)) return null;
        Span<byte> answer = stackalloc byte[HandleLength];
        try
        {
            using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            if (GetFileInformationByHandle(file, ref MemoryMarshal.GetReference(answer)) == 0) return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file that cannot be opened cannot be compared; whoever reads or writes it will say so.
            return null;
        }

        var (upper, lower) = (BinaryPrimitives.ReadUInt32LittleEndian(answer[HandleNumberOffset..]),
            BinaryPrimitives.ReadUInt32LittleEndian(answer[(HandleNumberOffset + sizeof(uint))..]));
        return new FileIdentity(BinaryPrimitives.ReadUInt32LittleEndian(answer[HandleVolumeOffset..]), ((ulong)upper << 32) | lower);
    }

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, ref byte answer);

    [LibraryImport("kernel32")]
    private static partial int GetFileInformationByHandle(SafeFileHandle file, ref byte answer);
}
