using System.Text.Json.Nodes;
using Hourglass.Data;
using Hourglass.Files;
using Hourglass.Persistence;
using Hourglass.Preparation;
using Hourglass.Runs;
using Hourglass.Tests.Persistence;
using Hourglass.Training;

namespace Hourglass.Tests.Files;

public sealed class JsonTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string path;

    public JsonTests()
    {
        path = folder["run.json"];
        Json.Write(path, Document());
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_document_comes_back_as_it_was() => Assert.Equal(Document().Settings, Json.Read<RunDocument>(path).Settings);

    [Theory]
    [InlineData("\"model\": \"vae\"", "\"model\": null", "(model is null)")]
    [InlineData("\"model\": \"vae\",", "", "'model'")]
    [InlineData("\"model\": \"vae\"", "\"model\": \"vae\", \"model\": \"ae\"", "'model'")]
    [InlineData("\"model\": \"vae\"", "\"model\": 3", "($.model: it is 3 and is to be a text)")]
    [InlineData("\"model\": \"vae\"", "\"modal\": \"vae\"", "modal")]
    [InlineData("\"latent\": \"2\"", "\"latent\": null", "($.settings: latent is null)")]
    [InlineData("\"slow\"", "null", "($.warnings[0]: ")]
    [InlineData("\"optimizer\": \"adam\"", "\"optimizer\": \"adan\"", "($.options.optimizer: it is \"adan\", and can be adam, ")]
    [InlineData("\"optimizer\": \"adam\"", "\"optimizer\": 1", "($.options.optimizer: ")]
    [InlineData("\"epochs\": 20", "\"epochs\": 3000000000", "($.options.epochs: it is 3000000000 and is to be a whole number")]
    [InlineData("\"epochs\": 20", "\"epochs\": -1", "epochs is -1")]
    [InlineData("\"model\": \"vae\"", "\"model\": \"\\ud800\"", "damaged")]
    [InlineData("\"wall_seconds\": 0", "\"wall_seconds\": -2", "wall_seconds is -2")]
    [InlineData("\"format\": 1", "\"format\": true", "no format number")]
    public void What_is_wrong_is_named_with_the_file_and_the_place(string before, string after, string expected)
    {
        EditedDocument.Replace(path, before, after);
        var message = Assert.Throws<HourglassException>(() => Json.Read<RunDocument>(path)).Message;
        Assert.Contains($"'{path}'", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_checksum_of_earlier_files_still_holds()
    {
        // SHA-256 over the number of each token's kind (of Utf8JsonReader) and its bytes, computed by another program.
        var document = new JsonObject { ["format"] = 1, ["names"] = new JsonArray("a", null, true), ["rate"] = 0.25 };
        JsonChecksum.Add(document);
        Assert.Equal("33630b0d1ec67c2b8c4892640faacc7812624f0914e9f34ca91344b58256c1c7", document["sha256"]!.GetValue<string>());
    }

    [Fact]
    public void A_missing_file_and_one_of_a_newer_version_are_told_from_damaged_ones()
    {
        EditedDocument.Replace(path, "\"format\": 1", "\"format\": 2");
        Assert.Contains("newer Hourglass", Assert.Throws<HourglassException>(() => Json.Read<RunDocument>(path)).Message, StringComparison.Ordinal);
        Assert.Contains("newer Hourglass", Assert.Throws<HourglassException>(() => Json.Parse<RunDocument>("{\"format\":2}", "The state")).Message,
            StringComparison.Ordinal);
        foreach (var missing in new[] { folder["none.json"], folder["none", "run.json"] })
            Assert.Contains("is missing", Assert.Throws<HourglassException>(() => Json.Read<RunDocument>(missing)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_null_in_a_list_is_refused()
    {
        EditedDocument.Replace(path, "\"once\"", "null");
        Assert.Contains("($.halvings: [0] is null)", Assert.Throws<HourglassException>(() => Json.Read<RunDocument>(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_flipped_bit_is_read_as_another_value()
    {
        var scaling = new Scaling(ScalingKind.Standard, [0.125f, -3], [1.5f, 2]);
        var pictures = new PictureOptions { Size = new PictureSize(1, 2), Fit = PictureFit.Resize };
        var file = folder["preprocessing.json"];
        Json.Write(file, new PreprocessingDocument(Json.Format, pictures, scaling));
        var good = File.ReadAllBytes(file);
        var read = 0;
        for (var bit = 0; bit < good.Length * 8; bit++)
        {
            var flipped = good.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(file, flipped);
            try
            {
                var document = Json.Read<PreprocessingDocument>(file);
                Assert.Equal(pictures, document.Pictures);
                Assert.Equal(scaling.ToJson(), document.Scaling.ToJson());
                read++;
            }
            catch (HourglassException refusal)
            {
                Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
            }
        }

        // A space that became a tab.
        Assert.InRange(read, 0, good.Length);
    }

    [Fact]
    public void A_document_that_was_formatted_anew_is_still_good()
    {
        File.WriteAllText(path, JsonNode.Parse(File.ReadAllText(path))!.ToJsonString());
        Assert.Equal("vae", Json.Read<RunDocument>(path).Model);
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"seed\":1", "\"seed\":3", StringComparison.Ordinal));
        Assert.Contains("its checksum does not match", Assert.Throws<HourglassException>(() => Json.Read<RunDocument>(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_from_before_checksums_is_still_read()
    {
        Assert.False(EditedDocument.Unseal(path).ContainsKey("sha256"));
        Assert.Equal("vae", Json.Read<RunDocument>(path).Model);
    }

    [Theory]
    [InlineData("{\"epoch\":2}", "Line 2 of the file")]
    [InlineData("{\"epoch\":2,\"epoch\":2,\"train\":{},\"validation\":null,\"learning_rate\":1,\"samples_per_second\":1,\"wall_seconds\":1}", "epoch")]
    [InlineData("{\"epoch\":2,\"train\":{\"a\":\"x\"},\"validation\":null,\"learning_rate\":1,\"samples_per_second\":1,\"wall_seconds\":1}", "$.train.a")]
    [InlineData("null", "it is no JSON object")]
    public void A_damaged_line_of_figures_is_named(string line, string expected)
    {
        var file = folder["metrics.jsonl"];
        MetricsLog.Append(file, new EpochDone(1, 3, [new("loss_nats", 3)], [], 0.1, 5, 1, true));
        File.AppendAllText(file, line + "\n");
        MetricsLog.Append(file, new EpochDone(3, 3, [new("loss_nats", 3)], [], 0.1, 5, 1, true));
        var message = Assert.Throws<HourglassException>(() => MetricsLog.Load(file)).Message;
        Assert.Contains($"Line 2 of the file '{file}'", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_figures_that_a_crash_has_torn_is_left_out()
    {
        var file = folder["metrics.jsonl"];
        MetricsLog.Append(file, new EpochDone(1, 3, [new("loss_nats", 3)], [], 0.1, 5, 1, true));
        File.AppendAllText(file, "{\"epoch\":2,\"tra");
        Assert.Equal([1], MetricsLog.Load(file).Select(line => line.Epoch));
    }

    private static RunDocument Document() => new()
    {
        Version = "1",
        Model = "vae",
        Data = "mnist",
        DataFingerprint = "0",
        Settings = new Dictionary<string, string> { ["latent"] = "2" },
        Options = new TrainingOptions(),
        Machine = "m",
        Runtime = "r",
        Halvings = ["once"],
        Warnings = [new("slow", "It is slow.", "Take more threads.")],
    };
}
