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
}
