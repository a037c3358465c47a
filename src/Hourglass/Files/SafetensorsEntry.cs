namespace Hourglass.Files;

/// <summary>What the header of a safetensors file says of one tensor.</summary>
/// <param name="Dtype">The kind of number.</param>
/// <param name="Shape">The sizes, outermost first.</param>
/// <param name="DataOffsets">Its first byte in the data and the one behind its last.</param>
internal sealed record SafetensorsEntry(string Dtype, IReadOnlyList<long> Shape, IReadOnlyList<long> DataOffsets) : IChecked
{
    /// <summary>How many bytes it has.</summary>
    internal long Bytes => DataOffsets[1] - DataOffsets[0];

    public IEnumerable<MessageText> Violations()
    {
        if (Shape.Any(size => size < 0)) yield return $"{What("shape")} is [{Got(string.Join(", ", Shape))}], with a size below 0.";
        if (DataOffsets is not [>= 0, var end] || end < DataOffsets[0])
            yield return $"{What("data_offsets")} is [{Got(string.Join(", ", DataOffsets))}], and is to be the first byte and the one behind the last.";
    }
}
