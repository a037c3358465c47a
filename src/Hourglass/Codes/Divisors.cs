namespace Hourglass.Codes;

/// <summary>Whole numbers that divide a latent size.</summary>
internal static class Divisors
{
    /// <summary>The divisor of <paramref name="number"/> nearest to <paramref name="wanted"/>; the smaller one in a tie.</summary>
    /// <param name="number">At least 1.</param>
    /// <param name="wanted">The preferred divisor.</param>
    /// <param name="least">Smaller divisors are ignored unless there is no other.</param>
    public static int Nearest(int number, int wanted, int least = 1) => Enumerable.Range(1, Math.Max(1, number))
        .Where(divisor => number % divisor == 0 && divisor >= Math.Min(least, number))
        .MinBy(divisor => Math.Abs(divisor - wanted));
}
