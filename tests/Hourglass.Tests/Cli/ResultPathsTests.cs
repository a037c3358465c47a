using Hourglass.Cli;

namespace Hourglass.Tests.Cli;

/// <summary>No command replaces what its result is made from, by whatever name it is called.</summary>
public sealed class ResultPathsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ResultPathsTests()
    {
        Samples.Rows(folder);
        Samples.Pictures(folder);
        Hourglass.Data.NpyFile.Write(folder["rows.npy"], Samples.Numbers(60), 10, 6);
        Hourglass.Data.NpyFile.Write(folder["codes.npy"], Samples.Numbers(20), 10, 2);
        File.CreateSymbolicLink(folder["link.npy"], "rows.npy");
        using (var link = System.Diagnostics.Process.Start("ln", [folder["rows.npy"], folder["hard.npy"]])) link.WaitForExit();
        Directory.CreateDirectory(folder["deep"]);
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("encode run --data rows.npy --out rows.npy", "the result is computed from 'rows.npy'")]
    [InlineData("encode run --data rows.npy --out deep/../rows.npy", "the result is computed from 'rows.npy'")]
    [InlineData("encode run --data rows.npy --out link.npy", "the result is computed from 'rows.npy'")]
    [InlineData("encode run --data rows.npy --out hard.npy", "the result is computed from 'rows.npy'")]
    [InlineData("reconstruct run --data link.npy --out rows.npy", "the result is computed from 'link.npy'")]
    [InlineData("interpolate run --data rows.npy --out rows.npy", "the result is computed from 'rows.npy'")]
    [InlineData("traverse run --data rows.npy --out rows.npy", "the result is computed from 'rows.npy'")]
    [InlineData("decode run --codes codes.npy --out codes.npy", "the result is computed from 'codes.npy'")]
    [InlineData("reconstruct run --data pictures --out pictures/even/00.png", "a file in the folder 'pictures'")]
    [InlineData("train --data pictures --model ae --out pictures", "the result is computed from 'pictures'")]
    [InlineData("train --data rows.npz --model ae --config options --out options", "the result is computed from 'options'")]
    [InlineData("sweep --data pictures --model ae --latent 2 --out pictures", "the result is computed from 'pictures'")]
    [InlineData("report run --out run/run.json", "one of the files of the run in 'run'")]
    [InlineData("report run --out deep/../run/metrics.jsonl", "one of the files of the run in 'run'")]
    [InlineData("generate run --out run/samplers/new.npy", "one of the files of the run in 'run'")]
    [InlineData("report run --out rows.npz", "the result is computed from")]
    [InlineData("generate run --out rows.npz", "the result is computed from")]
    [InlineData("train --data rows.npz --model ae --out ", "out is empty")]
    [InlineData("encode run --data rows.npz --out ", "out is empty")]
    public async Task A_result_in_the_place_of_its_source_is_refused(string line, string expected)
    {
        File.WriteAllText(folder["options"], "{}");
        if (!line.StartsWith("train", StringComparison.Ordinal) && !line.StartsWith("sweep", StringComparison.Ordinal))
            Samples.Train(folder, "rows.npz", "pca", "latent=2", "run");
        var before = Contents();
        Assert.Contains(expected, await CommandLine.Fail(folder, line, status: 2), StringComparison.Ordinal);
        Assert.Equal(before, Contents());
    }

    [Fact]
    public void Every_option_that_names_a_file_to_read_is_known()
    {
        var unknown = from command in Hourglass.Cli.CommandLine.Create().Subcommands
                      where command.Options.Any(option => option.Name == "--out")
                      from option in command.Options
                      where option.HelpName is "D" or "F" or "FILE" && !ResultPaths.Sources.Contains(option.Name)
                      select $"{command.Name} {option.Name}";
        Assert.Empty(unknown);
    }

    private IEnumerable<(string Path, string Content)> Contents() =>
        [.. Directory.EnumerateFiles(folder.Root, "*",
            SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => (path, Convert.ToHexString(File.ReadAllBytes(path))))];
}
