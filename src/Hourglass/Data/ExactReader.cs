namespace Hourglass.Data;

/// <summary>Reads a stream and reports where it ended if it is shorter than its header declares.</summary>
/// <param name="stream">The stream.</param>
/// <param name="name">Its source, for messages.</param>
/// <param name="length">Its length, if known.</param>
internal sealed class ExactReader(Stream stream, string name, StreamLength length)
{
    /// <summary>Bytes read so far.</summary>
    public long Position { get; private set; }

    /// <summary>Fills <paramref name="destination"/>; <paramref name="expected"/> is the total length, for the message.</summary>
    /// <exception cref="HourglassException">The stream ends earlier or is damaged.</exception>
    public void Read(Span<byte> destination, long expected)
    {
        while (destination.Length > 0)
        {
            var read = ReadSome(destination);
            if (read == 0) throw Truncated(Position, expected);
            Position += read;
            destination = destination[read..];
        }
    }

    /// <summary>Throws if the stream cannot have that many bytes; to be called before memory for them is allocated.</summary>
    /// <exception cref="HourglassException">It is shorter.</exception>
    public void RequireLength(long expected)
    {
        if (length.Most >= expected) return;
        if (length.IsExact) throw Truncated(length.Most, expected);
        throw new HourglassException($"The file '{What(name)}' is damaged: its header declares {Got(expected):N0} bytes, but its compressed content unpacks " +
            $"to at most {length.Most:N0}; {Allowed("download or copy it again")}.");
    }

    /// <summary>Throws if the stream continues.</summary>
    /// <exception cref="HourglassException">There are more bytes, or the end is damaged.</exception>
    public void End()
    {
        Span<byte> one = stackalloc byte[1];
        if (ReadSome(one) > 0)
            throw new HourglassException($"The file '{What(name)}' continues after the {Got(Position):N0} bytes that its header declares; " +
                $"{Allowed("download or copy it again")}.");
    }

    private HourglassException Truncated(long got, long expected) =>
        new($"The file '{What(name)}' ends after {Got(got):N0} of {expected:N0} bytes; {Allowed("download or copy it again")}.");

    private int ReadSome(Span<byte> destination)
    {
        try
        {
            return stream.Read(destination);
        }
        catch (InvalidDataException e)
        {
            throw new HourglassException($"The file '{What(name)}' is damaged after {Got(Position):N0} bytes of its unpacked content; " +
                $"{Allowed("download or copy it again")}.", e);
        }
    }
}
