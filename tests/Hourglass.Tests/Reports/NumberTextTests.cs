using Hourglass.Reports;

namespace Hourglass.Tests.Reports;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData(148.234, "148.2")]
    [InlineData(0.055634, "0.05563")]
    [InlineData(12345.678, "12,346")]
    [InlineData(2, "2")]
    [InlineData(-2.5, "\u22122.500")]
    [InlineData(0, "0")]
    [InlineData(3.2e12, "3.2e12")]
    [InlineData(4e-9, "4e\u22129")]
    [InlineData(double.NaN, "\u2013")]
    [InlineData(double.PositiveInfinity, "\u2013")]
    public void A_number_is_written_with_the_digits_that_say_something(double value, string text) =>
        Assert.Equal(text, NumberText.Format(value));

    [Fact]
    public void A_column_shares_its_decimals_and_keeps_two_digits_of_its_smallest()
    {
        Assert.Equal(1, NumberText.SharedDecimals([141.77, 149.31], 4));
        Assert.Equal(2, NumberText.SharedDecimals([0.31, 14.2], 3));
        Assert.Equal(0, NumberText.SharedDecimals([2, 10], 4));
    }

    [Fact]
    public void A_small_negative_that_rounds_to_nothing_has_no_sign() => Assert.Equal("0.0", NumberText.WithDecimals(-0.04, 1));
}
