using Hourglass.Quality;

namespace Hourglass.Tests.Bench;

public sealed class JsonFiguresTests
{
    [Fact]
    public void The_last_line_counts_and_only_its_numbers()
    {
        var figures = JsonFigures.ReadLastLine("{\"old\": 1}\nsome words\n{\"run\": \"r\", \"loss_nats\": 1.5, \"epochs\": 3, \"none\": null}\n", "a command");
        Assert.Equal(new Dictionary<string, double>(StringComparer.Ordinal) { ["loss_nats"] = 1.5, ["epochs"] = 3 }, figures);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"loss_nats\": 1}\ndone")]
    [InlineData("[1, 2]")]
    [InlineData("{\"loss_nats\": ")]
    public void What_is_no_object_is_reported_with_its_command(string output) =>
        Assert.Contains("'a command'", Assert.Throws<HourglassException>(() => JsonFigures.ReadLastLine(output, "a command")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_figure_is_a_multiple_of_its_metric_or_missing()
    {
        var figure = new Figure("squared error", FigureSplit.Test, "mse", Bar.AtMost(1, "F0"), "F3", Factor: 784);
        Assert.Equal(7.84, figure.Read(new Dictionary<string, double>(StringComparer.Ordinal) { ["mse"] = 0.01 }));
        Assert.Null(figure.Read(new Dictionary<string, double>(StringComparer.Ordinal) { ["bce"] = 0.01 }));
    }
}
