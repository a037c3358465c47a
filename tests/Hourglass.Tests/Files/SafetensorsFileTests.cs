using System.Runtime.InteropServices;
using System.Text;
using Hourglass.Files;

namespace Hourglass.Tests.Files;

public sealed class SafetensorsFileTests : IDisposable
{
    private static readonly Dictionary<string, string> Notes = new(StringComparer.Ordinal) { ["model"] = "vae", ["state"] = "{\"epoch\":3}" };
    private readonly TemporaryFolder folder = new();
    private readonly float[] weight = [1.5f, -0f, float.MaxValue, float.Epsilon, float.NaN, 6];
    private readonly float[] bias = [7];
    private string Path => folder["weights.safetensors"];

    [Fact]
    public void Numbers_and_notes_come_back_bit_for_bit()
    {
        SafetensorsFile.Write(Path, Tensors(weight, bias), Notes);
        var (first, second) = (new float[6], new float[1]);
        var notes = SafetensorsFile.Read(Path, Tensors(first, second));
        Assert.Equal(weight.Select(BitConverter.SingleToInt32Bits), first.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(bias, second);
        Assert.All(Notes, pair => Assert.Equal(pair.Value, notes[pair.Key]));
    }

    [Fact]
    public void Counters_are_stored_as_64_bit_integers()
    {
        long[] counts = [3, long.MaxValue, -7];
        StoredTensor[] Of(long[] numbers) =>
            [new("bias", [1], () => bias), new("steps", [3], () => MemoryMarshal.Cast<long, float>(numbers.AsSpan()), IsInteger: true)];
        SafetensorsFile.Write(Path, Of(counts), Notes);
        var back = new long[3];
        SafetensorsFile.Read(Path, Of(back));
        Assert.Equal(counts, back);
        var bytes = File.ReadAllBytes(Path);
        Assert.Contains("\"steps\":{\"dtype\":\"I64\",\"shape\":[3],\"data_offsets\":[4,28]}",
            Encoding.UTF8.GetString(bytes, 8, (int)BitConverter.ToInt64(bytes)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_layout_is_that_of_the_format()
    {
        SafetensorsFile.Write(Path, Tensors(weight, bias), Notes);
        var bytes = File.ReadAllBytes(Path);
        var length = BitConverter.ToInt64(bytes);
        Assert.Equal(0, length % 8);
        Assert.Equal(8 + length + 28, bytes.Length);
        var header = Encoding.UTF8.GetString(bytes, 8, (int)length);
        Assert.Contains("""
            "layer.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"layer.bias":{"dtype":"F32","shape":[1],"data_offsets":[24,28]}
            """.Trim(), header, StringComparison.Ordinal);
        Assert.Equal(7f, BitConverter.ToSingle(bytes, bytes.Length - 4));
    }

    [Fact]
    public void A_changed_byte_anywhere_is_found_out()
    {
        SafetensorsFile.Write(Path, Tensors(weight, bias), Notes);
        var sound = File.ReadAllBytes(Path);
        for (var i = 0; i < sound.Length; i++)
        {
            byte[] damaged = [.. sound];
            damaged[i] ^= 1;
            Refused(damaged, $"byte {i}");
        }
    }

    [Fact]
    public void A_file_cut_short_or_too_long_is_found_out()
    {
        SafetensorsFile.Write(Path, Tensors(weight, bias), Notes);
        var sound = File.ReadAllBytes(Path);
        for (var length = 0; length < sound.Length; length += 3) Refused(sound[..length], $"{length} bytes");
        Refused(sound[..^1], "one byte less");
        Refused([.. sound, 0], "one byte more");
    }

    [Fact]
    public void Other_tensors_than_the_models_are_refused_by_name()
    {
        var all = Tensors(weight, bias);
        SafetensorsFile.Write(Path, [all[0]], Notes);
        Assert.Contains("no tensor 'layer.bias'", Refused(null, "a tensor less"), StringComparison.Ordinal);
        SafetensorsFile.Write(Path, [.. all, new StoredTensor("extra", [1], () => bias)], Notes);
        Assert.Contains("3 tensors where the model has 2", Refused(null, "a tensor more"), StringComparison.Ordinal);
        SafetensorsFile.Write(Path, [all[0] with { Shape = [3, 2] }, all[1]], Notes);
        Assert.Contains("[3, 2] where the model has [2, 3]", Refused(null, "another shape"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named() => Assert.Contains("is missing", Refused(null, "no file"), StringComparison.Ordinal);

    public void Dispose() => folder.Dispose();

    private static StoredTensor[] Tensors(float[] weight, float[] bias) =>
        [new("layer.weight", [2, 3], () => weight), new("layer.bias", [1], () => bias)];

    private string Refused(byte[]? content, string what)
    {
        if (content is not null) File.WriteAllBytes(Path, content);
        var (first, second) = (new float[6], new float[1]);
        var failure = Record.Exception(() => SafetensorsFile.Read(Path, Tensors(first, second)));
        Assert.False(failure is null, $"{what}: accepted.");
        var refusal = Assert.IsType<HourglassException>(failure);
        Assert.Contains(Path, refusal.Message, StringComparison.Ordinal);
        Assert.True(first.Concat(second).All(value => value == 0), $"{what}: memory was written.");
        return refusal.Message;
    }
}
