using System.Text;
using Hourglass.SpeedBench;

namespace Hourglass.Tests.Bench;

public sealed class BenchTableTests
{
    private static readonly BenchTable Table = new("Steps", "How long.", ["step", "ratio"], [["dense", "1.50"], ["conv", "12.00"]]);

    [Fact]
    public void The_page_has_columns_of_equal_width()
    {
        var page = new StringBuilder();
        Table.AppendTo(page);
        Assert.Equal(
            """

            ## Steps

            How long.

            | step  | ratio |
            | ----- | ----- |
            | dense | 1.50  |
            | conv  | 12.00 |

            """,
            page.ToString());
    }

    [Fact]
    public void Programs_get_each_row_by_column()
    {
        var json = Table.ToJson();
        Assert.Equal("Steps", (string?)json["title"]);
        Assert.Equal("12.00", (string?)json["rows"]![1]!["ratio"]);
    }
}
