using Hourglass.Engines;

namespace Hourglass.Tests.Contracts;

/// <summary>
/// Small trainings give what the golden table beside this file says, so that a change of the code's shape changes no result. The fused engine's
/// weights are held bit for bit on processors that the table knows; libtorch's differ between makers of processors and are held within 1e-4.
/// </summary>
/// <remarks>
/// <c>tests/golden</c> writes the table anew when a commit is to change results. With HOURGLASS_GOLDEN_EXACT=1, libtorch's weights are held bit for bit
/// too, which is meant for the machine that wrote the table.
/// </remarks>
public sealed class GoldenTests(GoldenTable table) : IClassFixture<GoldenTable>
{
    private const double Tolerance = 1e-4;

    // One example of fifty may fall on the other side.
    private const double ToleranceOfCounts = 0.05;

    public static TheoryData<string> Names => [.. GoldenCase.All.Select(one => one.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_training_gives_what_the_table_says(string name)
    {
        var one = GoldenCase.All.Single(one => one.ToString() == name);
        var entry = one.Run();
        if (table.IsWritten)
        {
            table.Add(name, entry);
            return;
        }

        var expected = table.Entries[name];
        Assert.Equal(expected.Figures.Keys, entry.Figures.Keys);
        var wrong = expected.Figures.Where(figure => IsOff(figure.Key, figure.Value, entry.Figures[figure.Key]));
        Assert.Equal("", string.Join("; ", wrong.Select(figure => $"{figure.Key} is {entry.Figures[figure.Key]:R} and was {figure.Value:R}")));
        if (one.Engine != Engine.Fused && !table.IsExact) return;
        if (expected.Weights.TryGetValue(GoldenTable.Processor, out var weights)) Assert.Equal(weights, entry.Weights[GoldenTable.Processor]);
        else TestContext.Current.AddWarning($"The golden table does not know this kind of processor ({GoldenTable.Processor}): only figures are compared.");
    }

    [Fact]
    public void The_table_has_these_cases_and_no_others()
    {
        if (!table.IsWritten) Assert.Equal(Names.Select(row => row.Data).Order(StringComparer.Ordinal), table.Entries.Keys);
    }

    private static bool IsOff(string name, double expected, double actual) =>
        Math.Abs(expected - actual) > (name.EndsWith("accuracy", StringComparison.Ordinal) ? ToleranceOfCounts : Tolerance * (1 + Math.Abs(expected)));
}
