using Hourglass.Data;

namespace Hourglass.Tests.Cli;

/// <summary>A conditional model is told what to make.</summary>
public sealed class ConditionTests : IDisposable
{
    private const string Settings = "latent=2 hidden=[8] epochs=1";
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Classes_are_asked_for_by_number_and_by_name()
    {
        Samples.Pictures(folder);
        Samples.Train(folder, "pictures", "cvae", Settings, "run");
        await CommandLine.Succeed(folder, "generate run --count 4 --seed 7 --out turns.npy");
        await CommandLine.Succeed(folder, "generate run --count 4 --seed 7 --condition 0,odd --out named.npy");
        await CommandLine.Succeed(folder, "generate run --count 4 --seed 7 --condition odd --out odd.npy");
        Assert.Equal(File.ReadAllBytes(folder["turns.npy"]), File.ReadAllBytes(folder["named.npy"]));
        Assert.NotEqual(File.ReadAllBytes(folder["turns.npy"]), File.ReadAllBytes(folder["odd.npy"]));
        Assert.Contains("'evn' is not a class of this model; did you mean 'even'?",
            await CommandLine.Fail(folder, "generate run --condition evn --out x.npy", status: 2), StringComparison.Ordinal);
        await CommandLine.Succeed(folder, "report run --data pictures");
    }

    [Fact]
    public async Task Side_columns_are_given_as_numbers()
    {
        NpzFile.Write(folder["rows.npz"],
            [new("x", new NpyArray(Samples.Numbers(720), 120, 6)), new("conditions", new NpyArray(Samples.Numbers(240), 120, 2))]);
        Samples.Train(folder, "rows.npz", "cvae", Settings, "run");
        Assert.Contains("2 side columns", await CommandLine.Fail(folder, "generate run --out new.npy", status: 2), StringComparison.Ordinal);
        await CommandLine.Succeed(folder, "generate run --count 3 --condition 0.5,1 --out new.npy");
        await CommandLine.Succeed(folder, "traverse run --condition 0.5,1 --steps 4 --out traversal.npy");
        await CommandLine.Succeed(folder, "traverse run --data rows.npz --steps 4 --out own.npy");

        // The path's ends are the reconstructions of the two examples, each under its own condition.
        await CommandLine.Succeed(folder, "reconstruct run --data rows.npz --out copies.npy");
        await CommandLine.Succeed(folder, "interpolate run --data rows.npz --from 2 --to 5 --steps 3 --out path.npy");
        var (copies, path) = (NpyFile.Read(folder["copies.npy"]).ToFloats(), NpyFile.Read(folder["path.npy"]).ToFloats());
        Assert.Equal(copies[12..18], path[..6], (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal(copies[30..36], path[12..], (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public async Task Codes_alone_do_not_say_what_to_decode()
    {
        Samples.Rows(folder);
        Samples.Train(folder, "rows.npz", "cvae", Settings, "run");
        Samples.Train(folder, "rows.npz", "vae", Settings, "plain");
        await CommandLine.Succeed(folder, "encode run --data rows.npz --out codes.npy");
        Assert.Contains("give --condition", await CommandLine.Fail(folder, "decode run --codes codes.npy --out x.npy", status: 2), StringComparison.Ordinal);
        await CommandLine.Succeed(folder, "decode run --codes codes.npy --condition 2 --out twos.npy");
        Assert.Contains("is not conditional", await CommandLine.Fail(folder, "generate plain --condition 1 --out x.npy", status: 2), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
