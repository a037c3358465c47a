using Hourglass.Native;

namespace Hourglass.Data;

/// <summary>Opens files for reading, with errors that the user can act on.</summary>
internal static class InputFile
{
    /// <summary>Opens <paramref name="path"/> and passes its stream to <paramref name="read"/>.</summary>
    /// <exception cref="HourglassException">The file is missing, damaged or cannot be read.</exception>
    public static T Read<T>(string path, Func<FileStream, T> read)
    {
        if (FileKind.IsStream(path)) throw Unseekable(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
            return stream.CanSeek ? read(stream) : throw Unseekable(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new HourglassException($"There is no {What("file")} '{Got(path)}'; {UnreadableName.Hint(path)}{Allowed("check the path")}.", e);
        }
        catch (InvalidDataException e)
        {
            throw new HourglassException($"The file '{What(path)}' is damaged or truncated ({Got(e.Message.TrimEnd('.'))}); " +
                $"{Allowed("download or copy it again")}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HourglassException($"The file '{What(path)}' cannot be read ({Got(e.Message.TrimEnd('.'))}); " +
                $"{Allowed("check the path and its permissions")}.", e);
        }
    }

    // Files are read more than once, and archives from their end.
    private static HourglassException Unseekable(string path) =>
        new($"'{What(path)}' is a pipe or a device, and data can only be read from a file; {Allowed("write the data to a file first")}.");
}
