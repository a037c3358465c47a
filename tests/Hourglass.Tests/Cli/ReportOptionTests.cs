using Hourglass.Data;

namespace Hourglass.Tests.Cli;

public sealed class ReportOptionTests
{
    [Fact]
    public async Task A_report_has_PCA_beside_the_model_unless_it_is_left_out()
    {
        using var folder = new TemporaryFolder();
        NpyFile.Write(folder["rows.npy"], new NpyArray(Enumerable.Range(0, 240).Select(i => MathF.Sin(i)).ToArray(), 40, 6));
        await CommandLine.Succeed(folder, "train --data rows.npy --model ae --threads 1 --out run --set epochs=1 latent=2 hidden=[]");
        await CommandLine.Succeed(folder, "report run --out with.html");
        await CommandLine.Succeed(folder, "report run --no-pca --out without.html");
        Assert.Contains("PCA 2", File.ReadAllText(folder["with.html"]), StringComparison.Ordinal);
        Assert.DoesNotContain("PCA 2", File.ReadAllText(folder["without.html"]), StringComparison.Ordinal);
    }
}
