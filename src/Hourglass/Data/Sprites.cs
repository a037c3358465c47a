using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>
/// Pictures with known factors of variation: a square, an ellipse or a heart, white on black, 64 x 64, in 6 scales, 40 rotations and 32 x 32
/// positions, after L. Matthey, I. Higgins, D. Hassabis and A. Lerchner, "dSprites: disentanglement testing sprites dataset", 2017. They are
/// drawn when they are read and take no memory. As there, a pixel is 0 or 1 without intermediate shades, scales are 0.5 to 1 in equal steps, rotations
/// 0 to 360 degrees in equal steps with both ends (so that the first and the last give the same picture), and positions are one pixel apart.
/// The outlines are defined here: the pictures resemble those of dSprites, but are not identical.
/// </summary>
public static class Sprites
{
    /// <summary>Square, ellipse and heart.</summary>
    public const int Shapes = 3;

    /// <summary>Number of sizes of a shape.</summary>
    public const int Scales = 6;

    /// <summary>Number of rotations of a shape.</summary>
    public const int Rotations = 40;

    /// <summary>Number of positions along each axis.</summary>
    public const int Places = 32;

    /// <summary>Total number of pictures.</summary>
    public const int Count = Shapes * Scales * Rotations * Places * Places;

    /// <summary>Default number of pictures: as many as a CPU can train on in minutes.</summary>
    public const int DefaultCount = 60_000;

    /// <summary>Pixels along each side of a picture.</summary>
    public const int Side = 64;

    /// <summary>The seed of the choice of pictures, which is the same every time.</summary>
    public const ulong Seed = 20_170_602;

    /// <summary>Names of the shapes, which are also the labels.</summary>
    public static ClassNames ShapeNames { get; } = ["square", "ellipse", "heart"];

    /// <summary>The factors, in the order of their digits in a picture's number, the last one varying fastest.</summary>
    public static IReadOnlyList<Factor> Factors { get; } =
    [
        new("shape", Shapes, IsOrdered: false),
        new("scale", Scales),
        new("rotation", Rotations),
        new("x", Places),
        new("y", Places),
    ];

    /// <summary>Some or all pictures, in the order of their numbers; a tenth of them, drawn at random, is the test split.</summary>
    /// <param name="count">Number of pictures to draw at random, without repetition; all if it is <see cref="Count"/>.</param>
    /// <param name="testShare">The fraction of them that becomes the test split.</param>
    /// <exception cref="UsageException">The count is less than 2 or more than the number of pictures.</exception>
    public static Dataset Load(int count = DefaultCount, double testShare = Split.DefaultShare)
    {
        if (count is < 2 or > Count)
            throw new UsageException($"{Got(count):N0} {What("sprites")} were requested; give " +
                $"{Allowed($"a number from 2 to {Count:N0}, such as 'sprites:{DefaultCount}'")}.");
        int[] numbers = count == Count ? [.. Enumerable.Range(0, Count)] : SplitMix64.Permutation(Count, Seed)[..count];
        Array.Sort(numbers);
        var (train, test) = Split.Random(new SpriteExamples(numbers), testShare);
        return new Dataset("sprites", train, test);
    }

    /// <summary>The factors of the pictures with these numbers.</summary>
    public static FactorTable FactorsOf(ReadOnlySpan<int> numbers)
    {
        var values = new int[numbers.Length, Factors.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            var rest = numbers[i];
            for (var k = Factors.Count - 1; k >= 0; k--)
            {
                (rest, values[i, k]) = Math.DivRem(rest, Factors[k].Size);
            }
        }

        return new FactorTable(Factors, values);
    }

    /// <summary>The number of the picture with these factors.</summary>
    public static int Number(int shape, int scale, int rotation, int x, int y) =>
        (((((((shape * Scales) + scale) * Rotations) + rotation) * Places) + x) * Places) + y;
}
