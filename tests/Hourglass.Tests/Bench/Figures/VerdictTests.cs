using Hourglass.Figures;

namespace Hourglass.Tests.Bench.Figures;

public sealed class VerdictTests
{
    private static readonly PublishedRange AtMost = new(Most: 0.092m);
    private static readonly PublishedRange AtLeast = new(Least: 9);
    private static readonly PublishedRange Within = new(13.86m, 13.88m);
    private static readonly PublishedRange Exactly = new(28_353, 28_353);

    [Fact]
    public void The_worst_seed_is_the_highest_below_an_upper_bar_and_the_lowest_above_a_lower_one()
    {
        Assert.Equal(new Verdict(0.0915, "reached"), Verdict.Of(AtMost, [0.0911, 0.0915, 0.0913]));
        Assert.Equal(new Verdict(9.1, "reached"), Verdict.Of(AtLeast, [9.4, 9.1, 9.3]));
        Assert.Equal(new Verdict(13.863, "reached"), Verdict.Of(Within, [13.871, 13.863, 13.872]));
    }

    [Fact]
    public void One_seed_on_the_wrong_side_is_enough_not_to_reach_a_bar()
    {
        Assert.Equal(new Verdict(0.093, "NOT reached"), Verdict.Of(AtMost, [0.0911, 0.093, 0.0913]));
        Assert.Equal(new Verdict(8.99, "NOT reached"), Verdict.Of(AtLeast, [9.4, 8.99, 9.3]));
        Assert.Equal(new Verdict(13.89, "NOT reached"), Verdict.Of(Within, [13.87, 13.861, 13.89]));
        Assert.Equal(new Verdict(13.85, "NOT reached"), Verdict.Of(Within, [13.87, 13.85, 13.871]));
    }

    [Fact]
    public void A_figure_at_the_bar_reaches_it()
    {
        Assert.Equal("reached", Verdict.Of(AtMost, [0.092]).Text);
        Assert.Equal("reached", Verdict.Of(AtLeast, [9]).Text);
        Assert.Equal("reached", Verdict.Of(Exactly, [28_353]).Text);
        Assert.Equal("NOT reached", Verdict.Of(Exactly, [28_352]).Text);
    }

    [Fact]
    public void What_is_not_a_number_is_the_worst_of_all() =>
        Assert.Equal(new Verdict(double.NaN, "NOT reached"), Verdict.Of(AtMost, [0.5, double.NaN, 0.01]));

    [Fact]
    public void A_bar_is_not_called_reached_before_every_seed_has_run()
    {
        Assert.Equal(new Verdict(0.0911, "reached by 1 of 3 seeds so far"), Verdict.Of(AtMost, [0.0911, null, null]));
        Assert.Equal(new Verdict(0.2, "NOT reached"), Verdict.Of(AtMost, [0.2, null, null]));
        Assert.Equal(new Verdict(null, "not run"), Verdict.Of(AtMost, [null, null, null]));
    }

    [Fact]
    public void A_bar_is_written_in_the_digits_that_it_is_given_in()
    {
        Assert.Equal(["≤ 0.092", "≥ 9", "13.87 ± 0.01", "= 28,353"], new[] { AtMost, AtLeast, Within, Exactly }.Select(bar => bar.BarText));
        Assert.Equal("≤ 0.0920", new PublishedRange(Most: 0.0920m).BarText);
    }
}
