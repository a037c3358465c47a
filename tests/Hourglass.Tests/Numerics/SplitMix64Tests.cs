using CsCheck;
using Hourglass.Numerics;

namespace Hourglass.Tests.Numerics;

public sealed class SplitMix64Tests
{
    [Fact]
    public void Agrees_with_the_published_generator()
    {
        // First outputs of the reference implementation (and of java.util.SplittableRandom) for seed 1234567.
        ulong state = 1234567;
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.Equal(expected, Enumerable.Range(0, 5).Select(_ => SplitMix64.Next(ref state)));
    }

    [Fact]
    public void Units_are_uniform()
    {
        ulong state = 5;
        var units = Enumerable.Range(0, 100_000).Select(_ => SplitMix64.NextUnit(ref state)).ToArray();
        Assert.All(units, unit => Assert.InRange(unit, 0, 0.9999999999999999));
        Assert.Equal(0.5, units.Average(), 0.005);
        Assert.Equal(1.0 / 12, units.Average(unit => (unit - 0.5) * (unit - 0.5)), 0.002);
    }

    [Fact]
    public void Neighbouring_places_are_uncorrelated()
    {
        const int Side = 300;
        double Correlation(ulong da, ulong db)
        {
            var sum = 0.0;
            for (ulong a = 0; a < Side; a++)
                for (ulong b = 0; b < Side; b++)
                    sum += (SplitMix64.ToUnit(SplitMix64.Derive(3, Place(a, b))) - 0.5) * (SplitMix64.ToUnit(SplitMix64.Derive(3,
                        Place(a + da, b + db))) - 0.5);
            return 12 * sum / (Side * Side);
        }
        static ulong Place(ulong a, ulong b) => (a << 48) | b;
        // Standard error is 1 / Side.
        Assert.Equal(0, Correlation(0, 1), 4.5 / Side);
        Assert.Equal(0, Correlation(1, 0), 4.5 / Side);
    }

    [Fact]
    public void A_permutation_holds_every_position_once_and_depends_on_its_seed() =>
        Gen.Select(Gen.Int[0, 300], Gen.ULong).Sample((count, seed) =>
        {
            var order = SplitMix64.Permutation(count, seed);
            Assert.Equal(Enumerable.Range(0, count), order.Order());
            Assert.Equal(order, SplitMix64.Permutation(count, seed));
            if (count > 50) Assert.NotEqual(order, SplitMix64.Permutation(count, seed + 1));
        });
}
