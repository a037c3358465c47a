using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Hourglass.Files;

namespace Hourglass.Tests.Persistence;

/// <summary>The tensors of a safetensors file, without a model that they belong to.</summary>
internal static class StoredTensors
{
    public static IReadOnlyList<StoredTensor> In(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var start = 8 + (int)BitConverter.ToInt64(bytes);
        var header = JsonNode.Parse(bytes.AsSpan(8, start - 8))!.AsObject();
        return
        [
            .. from member in header
               where member.Key != SafetensorsFile.Metadata
               let offsets = member.Value!["data_offsets"]!.AsArray().Select(offset => (int)offset!).ToArray()
               let values = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(start + offsets[0], offsets[1] - offsets[0])).ToArray()
               select new StoredTensor(member.Key, [.. member.Value!["shape"]!.AsArray().Select(size => (long)size!)], () => values,
                   (string)member.Value["dtype"]! == "I64"),
        ];
    }
}
