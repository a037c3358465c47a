using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Hourglass.Files;

namespace Hourglass.Tests.Fuzzing;

/// <summary>
/// Feeds damaged files to a reader and holds it to what a reader promises: a file is read, or refused in a sentence, and takes no memory by what it claims.
/// </summary>
internal static class Fuzzer
{
    /// <param name="target">The reader.</param>
    /// <param name="folder">An empty folder.</param>
    /// <param name="seed">The seed of the damage.</param>
    /// <param name="from">The number of the first case.</param>
    /// <param name="goOn">Asked before each case, with the number of cases so far.</param>
    /// <param name="started">Told the number of each case before its file is read, so that one that never ends can be named.</param>
    public static FuzzReport Run(FuzzTarget target, string folder, int seed, int from, Func<int, bool> goOn, Action<int>? started = null)
    {
        target.Prepare(folder);
        var path = Path.Combine(folder, target.File);
        var valid = File.ReadAllBytes(path);
        var damage = new Damage(target, valid, seed);

        // Reading it once loads what all readings share: code, native libraries, tables.
        target.Read(folder);
        var (accepted, refused, allocated, resident, slowest) = (0, 0, 0L, 0L, TimeSpan.Zero);
        List<FuzzFault> faults = [];
        for (var i = 0; goOn(i); i++)
        {
            var index = from + i;
            File.WriteAllBytes(path, damage.Case(index));
            started?.Invoke(index);
            var cost = Cost.Of(() => target.Read(folder));
            if (cost.Exception is null) accepted++;
            else if (cost.Exception is HourglassException or UsageException) refused++;
            else faults.Add(new(target.Name, seed, index, Describe(cost.Exception)));
            if (cost.Allocated > target.Limit)
                faults.Add(new(target.Name, seed, index, $"allocated {cost.Allocated >> 20} MiB for a file of {new FileInfo(path).Length} bytes"));
            if (cost.Resident > target.Limit)
                faults.Add(new(target.Name, seed, index,
                    $"raised resident memory by {cost.Resident >> 20} MiB for a file of {new FileInfo(path).Length} bytes"));
            allocated = Math.Max(allocated, cost.Allocated);
            resident = Math.Max(resident, cost.Resident);
            slowest = cost.Time > slowest ? cost.Time : slowest;
        }

        return new(target.Name, accepted, refused, faults, allocated, resident, slowest);
    }

    private static string Describe(Exception e) =>
        $"{e.GetType().Name}: {e.Message.Split('\n')[0]} " +
        $"{e.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("Hourglass.", StringComparison.Ordinal))?.Trim()}";

    /// <summary>Damaged contents by number: of a JSON document every second one is a change of its structure, spread over the document.</summary>
    private sealed class Damage
    {
        /// <summary>A prime, so that all changes come up before one does again.</summary>
        private const long Stride = 7919;

        private readonly FuzzTarget target;
        private readonly byte[] valid;
        private readonly ByteMutator bytes;
        private readonly IReadOnlyList<JsonMutation> structures = [];

        public Damage(FuzzTarget target, byte[] valid, int seed)
        {
            (this.target, this.valid, bytes) = (target, valid, new ByteMutator(seed));
            if (!target.File.EndsWith(".json", StringComparison.Ordinal)) return;

            // A checksum would refuse every change before the rest of the reader has seen it.
            var document = JsonNode.Parse(valid)!.AsObject();
            document.Remove(JsonChecksum.Member);
            this.valid = Encoding.UTF8.GetBytes(document.ToJsonString());
            structures = JsonMutator.All(document.ToJsonString());
        }

        public byte[] Case(int index) => index % 2 == 1 && structures.Count > 0
            ? Encoding.UTF8.GetBytes(structures[(int)(index / 2 * Stride % structures.Count)].Json)
            : bytes.Mutate(valid, index, target.Other);
    }

    private readonly record struct Cost(Exception? Exception, long Allocated, long Resident, TimeSpan Time)
    {
        public static Cost Of(Action read)
        {
            var mark = ResidentPeak.Mark();
            var before = GC.GetTotalAllocatedBytes();
            var start = Stopwatch.GetTimestamp();
            Exception? thrown = null;
            try
            {
                read();
            }
            catch (Exception e)
            {
                thrown = e;
            }

            return new(thrown, GC.GetTotalAllocatedBytes() - before, mark.Growth(), Stopwatch.GetElapsedTime(start));
        }
    }
}
