namespace Hourglass.Persistence;

/// <summary>A file that one process at a time holds open, and with it what the file stands for.</summary>
internal static class FileClaim
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Takes the claim, which lasts until the stream is disposed of or the process ends.</summary>
    /// <param name="path">The file; it and its folder are made where they are missing.</param>
    /// <param name="refusal">Makes the sentence of the failure from its cause.</param>
    /// <param name="patience">How long others are waited for.</param>
    /// <exception cref="HourglassException">Others hold it, or the file cannot be written.</exception>
    public static FileStream Take(string path, Func<string, string> refusal, TimeSpan patience = default)
    {
        for (var until = DateTime.UtcNow + patience; ;)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (DateTime.UtcNow < until)
            {
                Thread.Sleep(Pause);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new HourglassException(refusal(e.Message), e);
            }
        }
    }
}
