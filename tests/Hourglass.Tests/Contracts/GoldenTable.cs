using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using static TorchSharp.torch;

namespace Hourglass.Tests.Contracts;

/// <summary>The golden table: read from the file beside this one, or added to in the file that HOURGLASS_GOLDEN_WRITE names.</summary>
public sealed class GoldenTable : IDisposable
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };
    private readonly string? target = Environment.GetEnvironmentVariable("HOURGLASS_GOLDEN_WRITE");
    private readonly SortedDictionary<string, GoldenEntry> entries = new(StringComparer.Ordinal);

    public GoldenTable()
    {
        if (IsWritten && !File.Exists(target)) return;
        using var stream = IsWritten ? File.OpenRead(target!) : typeof(GoldenTable).Assembly.GetManifestResourceStream("Golden.json")!;
        foreach (var (name, entry) in JsonSerializer.Deserialize<Dictionary<string, GoldenEntry>>(stream)!) entries[name] = entry;
    }

    /// <summary>Eight hex digits that tell processors apart for which libtorch's elementwise code gives other last digits.</summary>
    public static string Processor { get; } = Probe();

    public bool IsWritten => target is not null;

    public bool IsExact { get; } = Environment.GetEnvironmentVariable("HOURGLASS_GOLDEN_EXACT") == "1";

    public IReadOnlyDictionary<string, GoldenEntry> Entries => entries;

    /// <summary>Adds the weights of this processor to an entry; its first processor decides the figures.</summary>
    public void Add(string name, GoldenEntry entry)
    {
        if (!entries.TryAdd(name, entry)) entries[name].Weights.TryAdd(Processor, entry.Weights[Processor]);
    }

    public void Dispose()
    {
        if (target is not null) File.WriteAllText(target, JsonSerializer.Serialize(entries, Format) + "\n");
    }

    private static string Probe()
    {
        using var scope = NewDisposeScope();
        using var random = new Generator(1);
        var (normal, uniform) = (randn([1000], generator: random), rand([1000], generator: random));
        var all = cat([normal, uniform, uniform.log(), uniform.logit(), normal.exp(), normal.sigmoid(), normal.tanh(), nn.functional.softplus(normal),
            normal.sum().reshape(1)]);
        return Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(all.data<float>().ToArray().AsSpan())))[..8];
    }
}
