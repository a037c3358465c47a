using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Hourglass.Native;

/// <summary>Distinguishes pipes and devices from files without opening them, which would block on a pipe.</summary>
internal static class FileKind
{
    private const int CurrentFolder = -100;
    private const uint WantsKind = 1;
    private const int ModeOffset = 28;
    private const int KindBits = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;

    /// <summary>Whether a path leads to a pipe, a socket or a device; false if that is unknown or nothing exists there.</summary>
    public static unsafe bool IsStream(string path)
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libc.so.6", out var libc) || !NativeLibrary.TryGetExport(libc, "statx", out var address))
            return false;
        // The layout of its result is the same on every architecture, unlike that of stat.
        Span<byte> answer = stackalloc byte[256];
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'), target = answer)
        {
            var statx = (delegate* unmanaged<int, byte*, int, uint, byte*, int>)address;
            if (statx(CurrentFolder, name, 0, WantsKind, target) != 0) return false;
        }

        var kind = BinaryPrimitives.ReadUInt16LittleEndian(answer[ModeOffset..]) & KindBits;
        return kind is not (RegularFile or Folder);
    }
}
