using System.Runtime.InteropServices;

namespace Hourglass.Files;

/// <summary>Two folders that change their names at one instant, where the system and the file system can.</summary>
internal static partial class FolderExchange
{
    private const int CurrentFolder = -100;
    private const uint Exchange = 2;

    /// <summary>Exchanges them; gives false, with nothing changed, where that cannot be done.</summary>
    public static bool Try(string first, string second)
    {
        if (!OperatingSystem.IsLinux()) return false;
        try
        {
            return Rename(CurrentFolder, first, CurrentFolder, second, Exchange) == 0;
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            // A C library of before 2018, or another one.
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Rename(int firstFolder, string first, int secondFolder, string second, uint flags);
}
