using Hourglass.Data;

namespace Hourglass.Tests.Data.Tables;

public sealed class OrderedScalesTests
{
    [Theory]
    [InlineData("x", "low|medium|high")]
    [InlineData("x", "Slight|Moderate|Severe")]
    [InlineData("x", "No_Basement|Poor|Fair|Typical|Good|Excellent")]
    [InlineData("x", "No_Basement|No|Mn|Av|Gd")]
    [InlineData("x", "Regular|Slightly_Irregular|Moderately_Irregular|Irregular")]
    [InlineData("x", "unknown|never|sometimes|often")]
    [InlineData("x", "emp_unk|emp_lt_1|emp_1|emp_2|emp_3|emp_9|emp_ge_10")]
    [InlineData("x", "<18|18-24|25-34|35-64|65+")]
    [InlineData("x", "under 5 years|5 to 9 years|10 to 14 years|15 years and over")]
    [InlineData("x", "< 1 year|1 year|2 years|10+ years")]
    [InlineData("x", "$0-$999|$1000-$4999|more than $5000")]
    [InlineData("sub_grade", "A1|A2|B1|B2|C1|C2")]
    [InlineData("CEFR", "A1|A2|B1|B2|C1|C2")]
    public void An_order_is_known(string column, string levels)
    {
        var order = levels.Split('|');
        Assert.Equal(order, OrderedScales.Order([.. order.Reverse()], column));
        Assert.Equal(order, OrderedScales.Order([.. order.Order(StringComparer.Ordinal)], column));
    }

    [Theory]
    [InlineData("x", "red|green|blue")]
    [InlineData("x", "low|high")]
    [InlineData("x", "low|Low|high")]
    [InlineData("x", "low|medium|red")]
    [InlineData("x", "unknown|unk|low|medium|high")]
    [InlineData("x", "store 1|store 2|store 3")]
    [InlineData("x", "FR2|FR3|Corner")]
    [InlineData("x", "12-345|13-344|14-100")]
    [InlineData("x", "1-9|5-12|13+")]
    [InlineData("x", "9-1|12-10|13+")]
    [InlineData("x", "under 5 years|5 to 9 months|10+ days")]
    [InlineData("seat", "A1|A2|B1|B2|C1|C2")]
    [InlineData("grade", "A1|A2|B1|B2|C1")]
    [InlineData("grade", "B1|B2|C1|C2|D1|D2")]
    [InlineData("grade", "A1|B1|C1")]
    public void An_order_is_not_guessed(string column, string levels) => Assert.Null(OrderedScales.Order(levels.Split('|'), column));
}
