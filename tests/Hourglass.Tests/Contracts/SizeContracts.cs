using System.Diagnostics;
using System.Text.Json.Nodes;
using Hourglass.Persistence;
using Hourglass.Tests.Persistence;

namespace Hourglass.Tests.Contracts;

/// <summary>No number of a blueprint makes loading take memory or time for more than its weights file contains.</summary>
[Collection(AloneCollection.Name)]
public sealed class SizeContracts
{
    private const long MostManaged = 64L << 20;
    private const long MostGrowth = 512L << 20;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(10);
    private static readonly int[] Huge = [40_000, int.MaxValue];

    /// <summary>Each recipe once, and each network.</summary>
    public static TheoryData<string> All => ContractCase.Names(ContractCase.All.GroupBy(one => one.IsBasic ? one.Network : one.Recipe)
        .Select(cases => cases.First()));

    [Theory]
    [MemberData(nameof(All))]
    public void A_blueprint_with_a_huge_number_is_read_or_refused_at_no_cost(string name)
    {
        using var folder = new TemporaryFolder();
        using (var model = ContractCase.Of(name).Blueprint().Build()) model.Save(folder.Root);
        var path = folder[ModelFolder.Blueprint];
        var document = EditedDocument.Unseal(path);
        var (refused, peak) = (0, ProcessMemory.Peak());
        foreach (var number in Numbers(document).ToArray())
        {
            var before = number.ToJsonString();
            foreach (var huge in Huge)
            {
                var changed = JsonNode.Parse(document.ToJsonString())!;
                Place(changed, number.GetPath(), huge);
                File.WriteAllText(path, changed.ToJsonString());
                var (allocated, clock) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
                try
                {
                    Autoencoder.Load(folder.Root).Dispose();
                }
                catch (Exception e) when (e is HourglassException or UsageException)
                {
                    refused++;
                }

                var what = $"{number.GetPath()} = {huge} instead of {before}";
                Assert.True(GC.GetAllocatedBytesForCurrentThread() - allocated < MostManaged, $"{what}: managed memory");
                Assert.True(ProcessMemory.Peak() - peak < MostGrowth, $"{what}: memory grew by {ProcessMemory.Peak() - peak:N0} bytes");
                Assert.True(clock.Elapsed < MostTime, $"{what}: {clock.Elapsed}");
            }
        }

        Assert.True(refused > 0);
    }

    private static IEnumerable<JsonValue> Numbers(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Numbers(member.Value)),
        JsonArray elements => elements.SelectMany(Numbers),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => [value],
        _ => [],
    };

    /// <summary>Replaces the value at a path such as <c>$.encoder.hidden[0]</c>.</summary>
    private static void Place(JsonNode root, string path, int value)
    {
        JsonNode node = root;
        string[] steps = path[2..].Replace("[", ".[", StringComparison.Ordinal).Split('.');
        for (var i = 0; i < steps.Length; i++)
        {
            var isLast = i == steps.Length - 1;
            if (steps[i].StartsWith('['))
            {
                var index = int.Parse(steps[i].Trim('[', ']'), System.Globalization.CultureInfo.InvariantCulture);
                if (isLast) node.AsArray()[index] = value;
                else node = node[index]!;
            }
            else if (isLast) node[steps[i]] = value;
            else node = node[steps[i]]!;
        }
    }
}
