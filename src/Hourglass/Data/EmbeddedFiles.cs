namespace Hourglass.Data;

/// <summary>Finds the data sets that are part of the repository.</summary>
internal static class EmbeddedFiles
{
    /// <summary>The folder <c>data/NAME</c> in or above the folder of the program, or else in or above the current folder; null if there is none.</summary>
    /// <param name="name">The folder.</param>
    /// <param name="file">A file in it.</param>
    public static string? Find(string name, string file)
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Directory.GetCurrentDirectory() })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var candidate = Path.Combine(folder.FullName, "data", name);
                if (File.Exists(Path.Combine(candidate, file))) return candidate;
            }
        }

        return null;
    }
}
