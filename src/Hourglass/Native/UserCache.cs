namespace Hourglass.Native;

/// <summary>The location of files that can be recreated at any time.</summary>
internal static class UserCache
{
    /// <summary>
    /// The user's cache folder for this program: <c>$XDG_CACHE_HOME/hourglass</c> or <c>~/.cache/hourglass</c>, on Windows <c>%LOCALAPPDATA%\hourglass</c>.
    /// </summary>
    public static string Folder
    {
        get
        {
            // A relative path must be ignored (XDG Base Directory Specification).
            var root = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            if (!Path.IsPathFullyQualified(root ?? ""))
                root = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData,
                    Environment.SpecialFolderOption.DoNotVerify)
                    : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify), ".cache");
            return Path.Combine(root!, "hourglass");
        }
    }
}
