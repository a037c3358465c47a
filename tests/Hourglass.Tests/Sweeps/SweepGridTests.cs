using Hourglass.Sweeps;

namespace Hourglass.Tests.Sweeps;

public sealed class SweepGridTests
{
    [Theory]
    [InlineData("2..64", "2 4 8 16 32 64")]
    [InlineData("3..20", "3 6 12")]
    [InlineData("2..10:2", "2 4 6 8 10")]
    [InlineData("5..9:3", "5 8")]
    [InlineData("7", "7")]
    [InlineData("16, 2,4..8,8", "2 4 8 16")]
    [InlineData("3..3", "3")]
    public void Sizes_are_listed_doubled_and_stepped(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', SweepGrid.Numbers(text, "latent")));

    [Theory]
    [InlineData("")]
    [InlineData("2,,4")]
    [InlineData("8..2")]
    [InlineData("0..8")]
    [InlineData("2..8:0")]
    [InlineData("1..900000000:1")]
    [InlineData("two")]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("2..x")]
    public void Other_texts_are_wrong_usage(string text)
    {
        var message = Assert.Throws<UsageException>(() => SweepGrid.Numbers(text, "latent")).Message;
        Assert.Contains($"latent is '{text}'; give whole numbers from 1 separated by commas, and ranges such as 2..64 (doubling)", message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Seeds_are_from_nought()
    {
        Assert.Equal([0, 1, 2], SweepGrid.Numbers("2,0..1:1", "seeds", least: 0));
        var message = Assert.Throws<UsageException>(() => SweepGrid.Numbers("-1", "seeds", least: 0)).Message;
        Assert.Contains("seeds is '-1'; give whole numbers from 0 separated by commas", message, StringComparison.Ordinal);
        Assert.Contains("beta is '1,,2'; give values separated by commas", Assert.Throws<UsageException>(() => SweepGrid.Values("1,,2", "beta")).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,4,16", "1|4|16")]
    [InlineData("[256,128],[512],[]", "[256,128]|[512]|[]")]
    [InlineData("0.1, 0.5,0.1", "0.1|0.5")]
    [InlineData("0..20:10", "0|10|20")]
    [InlineData("relu", "relu")]
    public void Values_of_any_kind_keep_their_order_and_their_brackets(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', SweepGrid.Values(text, "beta")));

    [Fact]
    public void A_request_is_the_product_of_its_lists()
    {
        var points = Request("latent=2,4", "beta=1,4", "hidden=[8,4],[8]").Points();
        Assert.Equal(2 * 2 * 2 * 2, points.Count);
        Assert.Equal("latent-2_beta-1_hidden-8-4_seed-1", points[0].Name);
        Assert.Equal("latent-4_beta-4_hidden-8_seed-2", points[^1].Name);
        Assert.Equal("beta 4, hidden [8]", points[^1].Label(["beta", "hidden"]));
        Assert.Equal(("4", "2", "0.1", "4"),
            (points[^1].Settings["latent"], points[^1].Settings["seed"], points[^1].Settings["validation"], points[^1].Settings["beta"]));
    }

    [Theory]
    [InlineData("betta=1", "There is no option 'betta' for the model 'beta-vae'; did you mean 'beta'?")]
    [InlineData("latent=2", "latent is given as an option of training; give the sizes of the sweep, such as latent=2..64")]
    [InlineData("seed=1", "seed is given as an option of training; give the seeds of the sweep, such as seeds=1,2,3")]
    [InlineData("noise_level=0.1,0.3", "noise_level is given 2 values, but held-out metrics for different values of noise_level are not comparable")]
    [InlineData("loss=bernoulli,gaussian", "loss is given 2 values, but held-out metrics for different values of loss are not comparable")]
    [InlineData("epochs=1,2", "epochs is given 2 values")]
    [InlineData("validation=0", "validation is 0, but a sweep compares on held-out examples")]
    [InlineData("hidden=[8,4],[8;4]", "hidden is '[8;4]'")]
    [InlineData("hidden=[8,4],[8, 4,]", "hidden is '[8, 4,]'")]
    [InlineData("learning_rate=1e-3,1e+3,1e--3", "learning_rate is '1e--3'")]
    [InlineData("hidden=[8],8", "Two combinations of the grid would share the folder 'latent-2_hidden-8_seed-1'")]
    public void What_cannot_be_swept_over_is_wrong_usage(string setting, string expected) =>
        Assert.Contains(expected, Assert.Throws<UsageException>(() => Request("latent=2,4", setting).Points()).Message, StringComparison.Ordinal);

    private static SweepRequest Request(params string[] settings) => new(
        "rows.npz",
        "beta-vae",
        SweepGrid.Numbers(settings[0].Split('=')[1], "latent"),
        [.. settings.Skip(1).Select(setting => setting.Split('=')).Select(parts => KeyValuePair.Create(parts[0], SweepGrid.Values(parts[1], parts[0])))],
        [1, 2],
        "sweep");
}
