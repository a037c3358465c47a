namespace Hourglass.Tests.Fuzzing;

/// <summary>A damaged file that was neither read nor refused as it should be.</summary>
/// <param name="Target">The reader.</param>
/// <param name="Seed">The seed of the damage.</param>
/// <param name="Index">The number of the case.</param>
/// <param name="What">The exception, or what it took.</param>
internal sealed record FuzzFault(string Target, int Seed, int Index, string What)
{
    public override string ToString() => $"{Target}, seed {Seed}, case {Index}: {What}";
}
