using Hourglass.Data;

namespace Hourglass.Tests.Data;

public sealed class DuckDbTableTests
{
    [Fact]
    public void A_full_disk_is_a_failure_to_write_that_says_so()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "This system has no device that is always full.");
        using var writer = new DuckDbWriter("/dev/full", TableFormat.Csv, ["x1"], labels: null, classNames: null);
        writer.Add([1]);
        var error = Assert.Throws<IOException>(writer.Finish);
        Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
