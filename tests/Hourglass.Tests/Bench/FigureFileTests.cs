using Hourglass.Quality;

namespace Hourglass.Tests.Bench;

public sealed class FigureFileTests : IDisposable
{
    private static readonly DateTime Trained = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
    private readonly TemporaryFolder folder = new();
    private readonly string weights;
    private readonly string figures;

    public FigureFileTests()
    {
        weights = folder.Write("weights", [1]);
        figures = folder["figures.json"];
        File.SetLastWriteTimeUtc(weights, Trained);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Figures_are_kept_while_the_weights_are_not_newer(int secondsLater)
    {
        Save(secondsLater);
        var group = Assert.Single(FigureFile.Load(figures, weights));
        Assert.Equal("test", group.Key);
        Assert.Equal(0.25, group.Value["loss_nats"]);
    }

    [Fact]
    public void Figures_older_than_the_weights_are_forgotten()
    {
        Save(-1);
        Assert.Empty(FigureFile.Load(figures, weights));
    }

    [Fact]
    public void There_are_no_figures_without_a_file() => Assert.Empty(FigureFile.Load(figures, weights));

    [Theory]
    [InlineData("{\"test\": ")]
    [InlineData("[]")]
    [InlineData("{\"test\": 1}")]
    public void A_damaged_file_is_named(string text)
    {
        File.WriteAllText(figures, text);
        Assert.Contains(figures, Assert.Throws<HourglassException>(() => FigureFile.Load(figures, weights)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private void Save(int secondsLater)
    {
        FigureFile.Save(figures, new Dictionary<string, IReadOnlyDictionary<string, double>>(StringComparer.Ordinal)
        {
            ["test"] = new Dictionary<string, double>(StringComparer.Ordinal) { ["loss_nats"] = 0.25 },
        });
        File.SetLastWriteTimeUtc(figures, Trained.AddSeconds(secondsLater));
    }
}
