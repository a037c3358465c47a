using System.Runtime.InteropServices;

namespace Hourglass.Data;

/// <summary>Collects texts.</summary>
internal sealed unsafe class TextBuilder(CellStorage storage, int count) : ColumnBuilder
{
    private const int StringSize = 16;
    private const int Inlined = 12;
    private readonly CellSpace<int> ends = storage.Space<int>(count);
    private readonly List<byte> bytes = [];

    public override void Add(void* data, ulong* validity, int count)
    {
        var into = ends.Take(count);
        for (var i = 0; i < count; i++)
        {
            if (!IsValid(validity, i))
            {
                into[i] = ~bytes.Count;
                continue;
            }

            // DuckDB's string: a length of 4 bytes, then up to 12 bytes of text, or 4 of them and a pointer.
            var text = (byte*)data + (i * StringSize);
            var length = *(int*)text;
            var start = length <= Inlined ? text + sizeof(int) : *(byte**)(text + (2 * sizeof(int)));
            if (bytes.Count > Array.MaxLength - length)
                throw new HourglassException($"The texts of {What("a kept column")} take {Got("more than 2 GB")} together; {Allowed("keep fewer columns")}.");
            CollectionsMarshal.SetCount(bytes, bytes.Count + length);
            new ReadOnlySpan<byte>(start, length).CopyTo(CollectionsMarshal.AsSpan(bytes)[^length..]);
            into[i] = bytes.Count;
        }
    }

    public override ColumnCells Finish() => new TextCells(storage.Keep(bytes.ToArray()), ends.Complete());
}
