using Hourglass.Settings;

namespace Hourglass.Tests.Settings;

public sealed class SettingValuesTests
{
    [Fact]
    public void An_unknown_option_suggests_the_nearest()
    {
        var message = Refusal(("learning_rat", "0.1"));
        Assert.Contains("no option 'learning_rat' for the model 'vae'", message, StringComparison.Ordinal);
        Assert.Contains("did you mean 'learning_rate'?", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("learning_rate", "-1", "-1")]
    [InlineData("learning_rate", "nan", "nan")]
    [InlineData("learning_rate", "1,5", "'1,5'")]
    [InlineData("epochs", "0", "0")]
    [InlineData("epochs", "2.5", "2.5")]
    [InlineData("latent", "0", "0")]
    [InlineData("kernel", "32", "32")]
    [InlineData("validation", "0.95", "0.95")]
    [InlineData("hidden", "[16,0]", "'[16,0]'")]
    [InlineData("hidden", "[16,a]", "'[16,a]'")]
    [InlineData("network", "dens", "'dens'")]
    [InlineData("network", "1", "'1'")]
    [InlineData("seed", "-1", "-1")]
    public void A_value_out_of_range_is_refused_with_what_is_allowed(string name, string text, string shown)
    {
        var parameter = Catalog.Find("vae").AllParameters.Single(one => one.Name == name);
        var message = Refusal((name, text));
        Assert.Contains($"{name} is {shown}; ", message, StringComparison.Ordinal);
        Assert.Contains(parameter.Range, message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_violations_are_listed_at_once()
    {
        var message = Refusal(("epochs", "-3"), ("betta", "1"), ("network", "brain"), ("hidden", "[x]"));
        Assert.All(["epochs is -3", "no option 'betta'", "network is 'brain'", "hidden is '[x]'"],
            part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_value_is_the_given_one_or_the_default()
    {
        var values = Catalog.Find("vae")
            .Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["epochs"] = "3", ["network"] = "CONV", ["hidden"] = "[7, 8]" });
        Assert.Equal(3, values.Get(TrainingParameters.Epochs));
        Assert.Equal(NetworkKind.Conv, values.Get(NetworkParameters.Network));
        Assert.Equal([7, 8], values.Get(NetworkParameters.Hidden)!);
        Assert.Equal(128, values.Get(TrainingParameters.Batch));
        Assert.True(values.Has(TrainingParameters.Epochs));
        Assert.False(values.Has(TrainingParameters.Batch));
    }

    [Theory]
    [InlineData("learned-gaussian")]
    [InlineData("learnedgaussian")]
    [InlineData("LearnedGaussian")]
    public void The_name_of_a_loss_may_be_written_without_hyphens(string text) => Assert.Equal("learned-gaussian", LossParameters.Loss.Parse(text));

    [Theory]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "ab", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    public void Distances_are_those_of_damerau(string a, string b, int expected)
    {
        Assert.Equal(expected, Nearest.Distance(a, b));
        Assert.Equal(expected, Nearest.Distance(b, a));
    }

    [Fact]
    public void Nothing_is_suggested_that_nobody_can_have_meant() => Assert.Null(Nearest.To("zebra", ["vae", "pca", "sparse-ae"]));

    private static string Refusal(params (string Name, string Text)[] pairs) => Assert.Throws<UsageException>(() =>
        Catalog.Find("vae").Read(pairs.ToDictionary(pair => pair.Name, pair => pair.Text, StringComparer.Ordinal))).Message;
}
