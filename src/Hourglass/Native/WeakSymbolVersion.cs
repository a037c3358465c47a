using System.Buffers.Binary;
using System.Text;

namespace Hourglass.Native;

/// <summary>
/// Marks a symbol version that a 64-bit little-endian ELF library needs as weak, so that the dynamic linker
/// accepts a system library without it.
/// </summary>
/// <remarks>
/// The linker checks the list of needed versions before it looks for any symbol. Each entry (<c>Elf64_Vernaux</c>) has
/// flags; with <c>VER_FLG_WEAK</c> set, a missing version is silently accepted. That is only correct if no symbol
/// of the version is ever used, which the caller must ensure. The list is found as the linker finds it, through the
/// program headers and the dynamic section, since section headers may be stripped.
/// Source: System V ABI, chapter 5 (program headers, dynamic section); Linux Standard Base, "Symbol Versioning".
/// </remarks>
internal static class WeakSymbolVersion
{
    private const int LoadSegment = 1;
    private const int DynamicSegment = 2;
    private const long StringTable = 5;
    private const long VersionsNeeded = 0x6ffffffe;
    private const ushort WeakFlag = 2;

    /// <summary>Marks every entry for <paramref name="version"/> in <paramref name="library"/>, in place, and returns their number (0: not needed).</summary>
    /// <param name="library">All bytes of the library.</param>
    /// <param name="version">The name of the version, such as <c>GLIBCXX_3.4.32</c>.</param>
    /// <exception cref="InvalidDataException">The bytes are not such a library, or an offset points outside of them.</exception>
    public static int Mark(Span<byte> library, string version)
    {
        if (library.Length < 64 || !library.StartsWith("\u007fELF\u0002\u0001"u8))
            throw new InvalidDataException("it is not a 64-bit little-endian ELF file");
        var strings = FileOffset(library, DynamicValue(library, StringTable));
        var needed = DynamicValue(library, VersionsNeeded);
        if (needed == 0) return 0;

        // Elf64_Verneed (one a library): version u16, count u16, file u32, first entry u32, next u32; both offsets from its own start.
        // Elf64_Vernaux (one a version): hash u32, flags u16, index u16, name u32, next u32.
        var marked = 0;
        for (var file = FileOffset(library, needed); ; file += Int32(library, file + 12))
        {
            var entry = file + Int32(library, file + 8);
            for (var left = Int16(library, file + 2); left > 0; left--, entry += Int32(library, entry + 12))
            {
                if (!NameIs(library, strings + Int32(library, entry + 8), version)) continue;
                var flags = Slice(library, entry + 4, 2);
                BinaryPrimitives.WriteUInt16LittleEndian(flags, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(flags) | WeakFlag));
                marked++;
            }
            if (Int32(library, file + 12) == 0) return marked;
        }
    }

    /// <summary>The value of a tag in the dynamic section, or 0 without it (Elf64_Dyn: tag i64, value u64).</summary>
    private static long DynamicValue(Span<byte> library, long tag)
    {
        foreach (var (type, offset, _, size) in Segments(library))
        {
            if (type != DynamicSegment) continue;
            for (var at = offset; at < offset + size; at += 16)
                if (Int64(library, at) == tag)
                    return Int64(library, at + 8);
        }
        return 0;
    }

    /// <summary>The file offset of a memory address of the loaded library.</summary>
    private static long FileOffset(Span<byte> library, long address)
    {
        foreach (var (type, offset, start, size) in Segments(library))
            if (type == LoadSegment && address >= start && address - start < size)
                return offset + (address - start);
        throw new InvalidDataException($"its address 0x{address:x} lies in no part of the file");
    }

    /// <summary>The program headers (Elf64_Phdr, 56 bytes: type u32 at 0, file offset at 8, address at 16, size in the file at 32).</summary>
    private static (int Type, long Offset, long Address, long Size)[] Segments(Span<byte> library)
    {
        var table = Int64(library, 32);
        var segments = new (int, long, long, long)[Int16(library, 56)];
        for (var i = 0; i < segments.Length; i++)
        {
            var at = table + i * (long)Int16(library, 54);
            segments[i] = (Int32(library, at), Int64(library, at + 8), Int64(library, at + 16), Int64(library, at + 32));
        }
        return segments;
    }

    private static bool NameIs(Span<byte> library, long at, string name)
    {
        var expected = Encoding.ASCII.GetBytes(name + '\0');
        return at >= 0 && at <= library.Length - expected.Length && library.Slice((int)at, expected.Length).SequenceEqual(expected);
    }

    private static int Int16(Span<byte> library, long at) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(library, at, 2));

    private static int Int32(Span<byte> library, long at) => BinaryPrimitives.ReadInt32LittleEndian(Slice(library, at, 4));

    private static long Int64(Span<byte> library, long at) => BinaryPrimitives.ReadInt64LittleEndian(Slice(library, at, 8));

    private static Span<byte> Slice(Span<byte> library, long at, int length) =>
        at >= 0 && at <= library.Length - length
            ? library.Slice((int)at, length)
            : throw new InvalidDataException($"it is {library.Length:N0} bytes long but leads to byte {at:N0}; it is damaged or cut short");
}
