using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Hourglass.Native;

/// <summary>What Linux says of a file without opening it, which would block on a pipe.</summary>
/// <param name="Mode">Its kind and permissions.</param>
/// <param name="Volume">The file system that it is on.</param>
/// <param name="Number">Its number there (inode).</param>
internal readonly record struct FileStatus(int Mode, ulong Volume, ulong Number)
{
    private const int CurrentFolder = -100;
    private const uint ModeAndNumber = 0x3 | 0x100;
    private const int AnswerLength = 256;
    private const int ModeOffset = 28;
    private const int NumberOffset = 32;
    private const int VolumeOffset = 136;

    private static readonly nint Statx = OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var libc)
        && NativeLibrary.TryGetExport(libc, "statx", out var address) ? address : 0;

    /// <summary>The status of the file that a path leads to; null if nothing exists there, and on other systems.</summary>
    public static unsafe FileStatus? Of(string path)
    {
        if (Statx == 0) return null;
        // The layout of the answer is the same on every architecture, unlike that of stat.
        Span<byte> answer = stackalloc byte[AnswerLength];
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'), target = answer)
        {
            var statx = (delegate* unmanaged<int, byte*, int, uint, byte*, int>)Statx;
            if (statx(CurrentFolder, name, 0, ModeAndNumber, target) != 0) return null;
        }

        return new FileStatus(
            BinaryPrimitives.ReadUInt16LittleEndian(answer[ModeOffset..]),
            BinaryPrimitives.ReadUInt64LittleEndian(answer[VolumeOffset..]),
            BinaryPrimitives.ReadUInt64LittleEndian(answer[NumberOffset..]));
    }
}
