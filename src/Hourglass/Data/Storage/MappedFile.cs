using System.Buffers;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;

namespace Hourglass.Data;

/// <summary>A file as memory. The system reads pages when they are needed and drops them when memory is scarce. It stays mapped as long as it is reachable.</summary>
internal sealed unsafe class MappedFile
{
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* start;

    /// <summary>Maps a file.</summary>
    /// <param name="stream">The file, not empty; it can be closed afterwards.</param>
    /// <exception cref="IOException">It cannot be mapped.</exception>
    public MappedFile(FileStream stream)
    {
        Length = stream.Length;
        using var file = MemoryMappedFile.CreateFromFile(stream, mapName: null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* pointer = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        start = pointer + view.PointerOffset;
        // The handle, which this object keeps reachable, unmaps the file when it is finalised; a pointer still acquired would prevent that.
        view.SafeMemoryMappedViewHandle.ReleasePointer();
    }

    /// <summary>The number of bytes.</summary>
    public long Length { get; }

    /// <summary>A part of the file as numbers.</summary>
    /// <param name="offset">Its first byte.</param>
    /// <param name="count">The number of numbers.</param>
    public ReadOnlyMemory<T> Memory<T>(long offset, int count)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + ((long)count * Unsafe.SizeOf<T>()), Length, nameof(count));
        return new Part<T>(this, (T*)(start + offset), count).Memory;
    }

    /// <summary>A part of the file, valid while this object is reachable: keep it alive until the part has been used.</summary>
    /// <param name="offset">Its first byte.</param>
    /// <param name="count">The number of bytes.</param>
    public ReadOnlySpan<byte> Bytes(long offset, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + count, Length, nameof(count));
        return new ReadOnlySpan<byte>(start + offset, count);
    }

    /// <summary>Unmaps the file before nothing refers to it any more; its memory must not be used afterwards.</summary>
    public void Release() => view.Dispose();

    private sealed class Part<T>(MappedFile file, T* first, int count) : MemoryManager<T>
        where T : unmanaged
    {
        private readonly MappedFile file = file;

        public override Span<T> GetSpan() => new(first, count);

        public override MemoryHandle Pin(int elementIndex = 0) => new(first + elementIndex, pinnable: this);

        public override void Unpin() => GC.KeepAlive(file);

        protected override void Dispose(bool disposing)
        {
        }
    }
}
