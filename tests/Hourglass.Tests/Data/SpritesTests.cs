using Hourglass.Data;
using Hourglass.Engines;
using Hourglass.Training;

namespace Hourglass.Tests.Data;

public sealed class SpritesTests
{
    private const int Size = Sprites.Side * Sprites.Side;

    [Fact]
    public void A_number_always_gives_the_same_picture_however_it_is_read()
    {
        int[] numbers = [Sprites.Count - 1, 0, 123_456, 500_000];
        var sprites = new SpriteExamples(numbers);
        var all = sprites.ToArray();
        for (var i = 0; i < numbers.Length; i++)
        {
            Assert.Equal(all[(i * Size)..((i + 1) * Size)], new SpriteExamples([numbers[i]]).ToArray());
            Assert.Equal(all[(i * Size)..((i + 1) * Size)], sprites.Select([i]).ToArray());
        }

        Assert.All(all, value => Assert.True(value is 0 or 1));
    }

    [Fact]
    public void Factors_and_number_belong_together()
    {
        var number = Sprites.Number(2, 3, 17, 30, 4);
        var sprite = new SpriteExamples([number]);
        Assert.Equal([2, 3, 17, 30, 4], sprite.Side.Factors!.Values.Cast<int>());
        Assert.Equal([2], sprite.Labels);
        Assert.Equal(Sprites.Count - 1, Sprites.Number(2, 5, 39, 31, 31));
    }

    [Fact]
    public void X_and_y_move_the_picture_by_a_pixel_and_change_nothing_else()
    {
        for (var shape = 0; shape < Sprites.Shapes; shape++)
        {
            var start = Centre(Picture(shape, 5, 7, 0, 0));
            foreach (var (x, y) in new[] { (31, 0), (0, 31), (9, 20) })
            {
                var moved = Centre(Picture(shape, 5, 7, x, y));
                Assert.Equal(start.X + x, moved.X, 1e-9);
                Assert.Equal(start.Y + y, moved.Y, 1e-9);
                Assert.Equal(start.Area, moved.Area);
            }
        }
    }

    [Fact]
    public void Scale_sets_the_area_and_rotation_hardly_touches_it()
    {
        for (var shape = 0; shape < Sprites.Shapes; shape++)
        {
            var areas = Enumerable.Range(0, Sprites.Scales).Select(scale => Centre(Picture(shape, scale, 3, 8, 8)).Area).ToArray();
            for (var scale = 0; scale < Sprites.Scales; scale++)
            {
                var expected = areas[^1] * Math.Pow(0.5 + (0.1 * scale), 2);
                Assert.InRange(areas[scale], 0.93 * expected, 1.07 * expected);
                Assert.InRange(Centre(Picture(shape, scale, 25, 8, 8)).Area, 0.9 * areas[scale], 1.1 * areas[scale]);
            }
        }
    }

    [Fact]
    public void Rotation_turns_the_picture_clockwise_once()
    {
        // The tip of the heart points downwards, after a quarter of a turn to the left.
        var upright = Picture(2, 5, 0, 16, 16);
        var (top, bottom) = (Rows(upright).First(), Rows(upright).Last());
        Assert.True(Row(upright, bottom - 1) < Row(upright, top + 3));
        Assert.Equal(upright, Picture(2, 5, 39, 16, 16));
        Assert.NotEqual(upright, Picture(2, 5, 1, 16, 16));
    }

    [Fact]
    public void Drawings_differ()
    {
        var drawings = new HashSet<string>(StringComparer.Ordinal);
        for (var shape = 0; shape < Sprites.Shapes; shape++)
        {
            for (var scale = 0; scale < Sprites.Scales; scale++)
            {
                for (var rotation = 0; rotation < Sprites.Rotations; rotation++)
                {
                    var stencil = SpriteStencils.Of(shape, scale, rotation);
                    drawings.Add(string.Concat(stencil.ToArray().Select(value => value > 0 ? '#' : '.')));
                }
            }
        }

        // 39 rotations each, less two pairs of turned squares that no pixel tells apart.
        Assert.InRange(drawings.Count, (39 * 18) - 2, 39 * 18);
    }

    [Fact]
    public void Some_are_drawn_at_random_without_repetition_and_always_the_same()
    {
        var data = Sprites.Load(1000);
        Assert.Equal((900, 100, new DataShape(1, 64, 64)), (data.Train.Count, data.Test.Count, data.Shape));
        Assert.Equal(data.Fingerprint(), DataSource.Open("sprites:1000").Fingerprint());
        Assert.NotEqual(data.Fingerprint(), Sprites.Load(1001).Fingerprint());
        Assert.Equal(["square", "ellipse", "heart"], data.ClassNames!);
        var rows = Numbers(data.Train).Concat(Numbers(data.Test)).ToArray();
        Assert.Equal(1000, rows.Distinct().Count());
        Assert.Equal(Sprites.DefaultCount, DataSource.Open("Sprites") is var all ? all.Train.Count + all.Test.Count : 0);
        for (var k = 0; k < Sprites.Factors.Count; k++) Assert.Equal(Sprites.Factors[k].Size, data.Train.Side.Factors!.Column(k).Distinct().Count());
    }

    [Fact]
    public void All_of_them_take_no_memory_to_speak_of()
    {
        var data = DataSource.Open("sprites:all");
        Assert.Equal(Sprites.Count, data.Train.Count + data.Test.Count);
        Assert.Equal(data.Test.Select([70_000]).ToArray(), new SpriteExamples([Numbers(data.Test)[70_000]]).ToArray());
    }

    [Theory]
    [InlineData("sprites:1", "1 sprites were requested; give a number from 2 to 737,280")]
    [InlineData("sprites:737281", "737,281 sprites were requested")]
    [InlineData("sprites:many", "sprites was given 'many'; give the number of images, such as 'sprites:60000', or 'sprites:all'")]
    [InlineData("sprits", "Did you mean 'sprites'?")]
    public void Wrong_numbers_are_wrong_usage(string descriptor, string part) =>
        Assert.Contains(part, Assert.Throws<UsageException>(() => DataSource.Open(descriptor)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Both_engines_learn_from_them()
    {
        var train = Sprites.Load(80).Train;
        double[] losses = [await Loss(Engine.Torch), await Loss(Engine.Fused)];
        Assert.Equal(losses[0], losses[1], 1e-3 * losses[0]);

        async Task<double> Loss(Engine engine)
        {
            var loss = 0.0;
            using var model = await Trainer.FitAsync(
                Recipes.Ae(Networks.Dense(train.Shape, [], 3)),
                train,
                new TrainingOptions { Epochs = 2, BatchSize = 30, Engine = engine },
                report: happened => loss = happened is EpochDone epoch ? epoch.Train[0].Value : loss,
                cancellation: TestContext.Current.CancellationToken);
            return loss;
        }
    }

    private static int[] Numbers(Examples examples)
    {
        var factors = examples.Side.Factors!.Values;
        return [.. Enumerable.Range(0, examples.Count).Select(i => Sprites.Number(factors[i, 0], factors[i, 1], factors[i, 2], factors[i, 3], factors[i, 4]))];
    }

    private static float[] Picture(int shape, int scale, int rotation, int x, int y) =>
        new SpriteExamples([Sprites.Number(shape, scale, rotation, x, y)]).ToArray();

    private static (double X, double Y, double Area) Centre(float[] picture)
    {
        var (x, y, area) = (0.0, 0.0, 0.0);
        for (var i = 0; i < picture.Length; i++)
        {
            x += picture[i] * (i % Sprites.Side);
            y += picture[i] * (i / Sprites.Side);
            area += picture[i];
        }

        return (x / area, y / area, area);
    }

    private static float Row(float[] picture, int row) => picture.AsSpan(row * Sprites.Side, Sprites.Side).ToArray().Sum();

    private static int[] Rows(float[] picture) => [.. Enumerable.Range(0, Sprites.Side).Where(row => Row(picture, row) > 0)];
}
