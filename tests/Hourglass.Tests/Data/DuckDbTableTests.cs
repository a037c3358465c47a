using Hourglass.Data;

namespace Hourglass.Tests.Data;

public sealed class DuckDbTableTests
{
    [Fact]
    public void A_full_disk_is_a_failure_to_write_that_says_so()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no device that is always full.");
        var error = Assert.Throws<IOException>(() => DuckDbTable.Write("/dev/full", TableFormat.Csv, new float[,] { { 1 } }, ["x1"], null, null));
        Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
