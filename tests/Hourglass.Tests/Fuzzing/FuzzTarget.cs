namespace Hourglass.Tests.Fuzzing;

/// <summary>A reader that is fed damaged files.</summary>
/// <param name="Name">Its name, as the command line of bench/fuzz takes it.</param>
/// <param name="File">The file that is damaged, relative to a folder of the target's own.</param>
/// <param name="Prepare">Writes valid files to the folder, the one that is damaged among them.</param>
/// <param name="Read">Reads the folder.</param>
internal sealed record FuzzTarget(string Name, string File, Action<string> Prepare, Action<string> Read)
{
    /// <summary>Another valid content of the file, of which parts are spliced in; null for none.</summary>
    public byte[]? Other { get; init; }

    /// <summary>How many damaged files the tests feed it; bench/fuzz feeds as many as its time allows.</summary>
    public int Cases { get; init; } = 150;

    /// <summary>
    /// Bytes that reading a file may allocate on the managed heap, and by which it may raise the peak of resident memory. All valid files here are below 64
    /// KiB.
    /// </summary>
    public long Limit { get; init; } = 64L << 20;

    public override string ToString() => Name;
}
