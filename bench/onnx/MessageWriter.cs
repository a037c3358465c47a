using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Hourglass.OnnxBaseline;

/// <summary>Writes a message of protocol buffers (their wire format): fields of varints, 32-bit numbers and bytes.</summary>
internal sealed class MessageWriter
{
    private const int Varint = 0;
    private const int Bytes = 2;
    private const int Fixed32 = 5;
    private readonly MemoryStream stream = new();

    /// <summary>Writes a field that is a whole number.</summary>
    public MessageWriter Number(int field, long value)
    {
        Write(((ulong)field << 3) | Varint);
        Write((ulong)value);
        return this;
    }

    /// <summary>Writes a field that is a 32-bit number.</summary>
    public MessageWriter Float(int field, float value)
    {
        Write(((ulong)field << 3) | Fixed32);
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        stream.Write(bytes);
        return this;
    }

    /// <summary>Writes a field that is a text.</summary>
    public MessageWriter Text(int field, string value) => Data(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Writes a field that is a message.</summary>
    public MessageWriter Message(int field, MessageWriter message) => Data(field, message.ToArray());

    /// <summary>Writes a field of 32-bit numbers as bytes.</summary>
    public MessageWriter Floats(int field, ReadOnlySpan<float> values) => Data(field, MemoryMarshal.AsBytes(values));

    /// <summary>The message.</summary>
    public byte[] ToArray() => stream.ToArray();

    private MessageWriter Data(int field, ReadOnlySpan<byte> bytes)
    {
        Write(((ulong)field << 3) | Bytes);
        Write((ulong)bytes.Length);
        stream.Write(bytes);
        return this;
    }

    private void Write(ulong value)
    {
        for (; value >= 0x80; value >>= 7) stream.WriteByte((byte)(value | 0x80));
        stream.WriteByte((byte)value);
    }
}
