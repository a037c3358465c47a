namespace Hourglass.Data;

/// <summary>Space for the bytes of decoded pictures, filled from the first to the last.</summary>
internal interface IPixelSpace
{
    /// <summary>Room for the next bytes, valid until the next call.</summary>
    Memory<byte> Take(int count);
}
