using System.Text.Json.Nodes;
using Hourglass.Cli;

namespace Hourglass.Tests.Cli;

public sealed class OutputTests
{
    [Fact]
    public void Numbers_that_JSON_does_not_have_are_null()
    {
        var result = new JsonObject
        {
            ["good"] = 0.5,
            ["bad"] = double.NaN,
            ["list"] = new JsonArray(1.5, double.PositiveInfinity, "text"),
            ["inside"] = new JsonObject { ["bad"] = double.NegativeInfinity, ["count"] = 3 },
        };
        Assert.Equal("""{"good":0.5,"bad":null,"list":[1.5,null,"text"],"inside":{"bad":null,"count":3}}""", Output.Line(result));
    }

    [Theory]
    [InlineData(1234.4, "1,234")]
    [InlineData(12.345678, "12.35")]
    [InlineData(0.123456, "0.12346")]
    [InlineData(-3.5e14, "-350,000,000,000,000")]
    [InlineData(1.2346e15, "1.235e+15")]
    [InlineData(-3.4028235e38, "-3.403e+38")]
    [InlineData(double.MaxValue, "1.798e+308")]
    [InlineData(double.NaN, "NaN")]
    public void Figures_have_no_digits_that_say_nothing(double value, string text) => Assert.Equal(text, Output.FormatFigure(value));
}
