using Hourglass.Data;
using static TorchSharp.torch;

namespace Hourglass.Tests;

public sealed class LinearSplinesTests
{
    private static readonly LevelsBlock Wide = new("wide", 40, [.. Enumerable.Range(0, 40).Select(level => (level - 19.5) / 11.5)], HasEmpty: false);
    private static readonly LevelsBlock Narrow = new("narrow", 16, [.. Enumerable.Range(0, 16).Select(level => (level - 7.5) / 4.6)], HasEmpty: true);
    private static readonly LevelsBlock Words = new("words", 50, [], HasEmpty: true);

    [Fact]
    public void A_place_among_many_levels_is_read_by_two_hats_whose_sum_is_one_and_which_are_linear_in_it()
    {
        var splines = new LinearSplines([Wide]);
        Assert.Equal(18, splines.Numbers);
        Assert.Equal([0], splines.PlacesOf(0).ToArray());
        for (var level = 0; level < 40; level++)
        {
            var read = splines.PlacesOf(1 + level).ToArray().Zip(splines.FactorsOf(1 + level).ToArray()).ToDictionary(pair => pair.First, pair => (double)pair.Second);
            Assert.Equal(Math.Sqrt(3) * ((level / 19.5) - 1), read[1], 5);
            var hats = read.Where(one => one.Key > 1).ToList();
            Assert.Equal(2, hats.Count);
            Assert.Equal(1, hats.Sum(hat => hat.Value), 5);
            Assert.All(hats, hat => Assert.InRange(hat.Value, 0, 1));
            Assert.Equal(level / 39.0 * 15, hats.Sum(hat => hat.Value * (hat.Key - 2)), 4);
        }
    }

    [Fact]
    public void Few_levels_and_levels_without_an_order_stay_as_they_are()
    {
        using var scope = NewDisposeScope();
        LevelsBlock[] columns = [Narrow, Words];
        var splines = new LinearSplines(columns);
        Assert.Equal(columns.Sum(column => column.Width), splines.Numbers);
        Assert.True(splines.ToTensor().Equals(eye(splines.Numbers)));
    }

    [Fact]
    public void The_matrix_has_the_same_factors()
    {
        using var scope = NewDisposeScope();
        LevelsBlock[] columns = [Words, Wide, Narrow];
        var splines = new LinearSplines(columns);
        var matrix = splines.ToTensor();
        Assert.Equal([columns.Sum(column => column.Width), splines.Numbers], matrix.shape);
        for (var place = 0; place < matrix.shape[0]; place++)
        {
            var row = zeros(splines.Numbers);
            for (var i = 0; i < splines.PlacesOf(place).Length; i++) row[splines.PlacesOf(place)[i]] += splines.FactorsOf(place)[i];
            Assert.True(row.Equals(matrix[place]));
        }
    }
}
