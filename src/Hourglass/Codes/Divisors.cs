namespace Hourglass.Codes;

/// <summary>Whole numbers that divide a latent size.</summary>
internal static class Divisors
{
    /// <summary>The divisor of <paramref name="number"/> nearest to <paramref name="wanted"/>; the smaller one in a tie.</summary>
    /// <param name="number">At least 1.</param>
    /// <param name="wanted">The preferred divisor.</param>
    /// <param name="least">Smaller divisors are ignored unless there is no other.</param>
    public static int Nearest(int number, int wanted, int least = 1) => Of(Math.Max(1, number))
        .Where(divisor => divisor >= Math.Min(least, number))
        .MinBy(divisor => (Math.Abs((long)divisor - wanted), divisor));

    // They come in pairs, whose smaller one is at most the square root.
    private static IEnumerable<int> Of(int number)
    {
        for (var small = 1; (long)small * small <= number; small++)
        {
            if (number % small != 0) continue;
            yield return small;
            yield return number / small;
        }
    }
}
