using Hourglass.Reports;

namespace Hourglass.Tests.Reports;

public sealed class MapDrawingTests
{
    [Fact]
    public void Names_stand_at_the_medians_of_their_classes_unless_they_would_cover_one_another()
    {
        // Two classes around one place, a third on its own.
        float[] codes = [0, 0, 0, 0, 0, 0, 10, 10, 10, 10, 10, 10, -10, -10];
        var names = MapDrawing.Of(new ScatterMap("m", "", codes, [0, 0, 1, 2, 2, 2, 3])).ClassNamePositions().ToArray();
        Assert.Equal([0, 1, 2, 3], names.Select(name => name.Index));
        for (var i = 0; i < names.Length; i++)
        {
            Assert.InRange(names[i].X, 0, 1);
            Assert.InRange(names[i].Y, 0, 1);
            for (var j = 0; j < i; j++)
                Assert.True(Math.Sqrt(Math.Pow(names[i].X - names[j].X, 2) + Math.Pow(names[i].Y - names[j].Y, 2)) > 0.054, $"{i} covers {j}");
        }

        Assert.Equal(0.5, (names[0].X + names[1].X) / 2, 1e-9);
        Assert.Equal(names[0].Y, names[1].Y);
        Assert.Equal(names[2].X, names[2].Y, 1e-9);
    }
}
