using Hourglass.Tests.Contracts;

namespace Hourglass.Tests.Fuzzing;

/// <summary>Some damaged files for each reader; bench/fuzz runs for as long as it is told to. Alone, since memory is the whole process's.</summary>
[Collection(AloneCollection.Name)]
public sealed class ReaderFuzzTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory(Timeout = 600_000)]
    [MemberData(nameof(Targets))]
    public async Task A_damaged_file_is_read_or_refused_in_a_sentence_and_takes_no_memory_by_a_claim(string name)
    {
        using var folder = new TemporaryFolder();
        var target = FuzzTargets.Find(name);
        var report = await Task.Run(() => Fuzzer.Run(target, folder.Root, seed: 1, from: 0, goOn: i => i < target.Cases),
            TestContext.Current.CancellationToken);
        Assert.True(report.Faults.Count == 0, string.Join('\n', report.Faults.Take(10)));
        Assert.True(report.Refused > 0, $"None of {report.Cases} damaged files was refused.");
    }
}
