namespace Hourglass.Tests.Fuzzing;

/// <summary>What came of feeding damaged files to one reader.</summary>
/// <param name="Target">The reader.</param>
/// <param name="Accepted">Files that were read.</param>
/// <param name="Refused">Files that were refused in a sentence.</param>
/// <param name="Faults">Files that ended in another way.</param>
/// <param name="MostAllocated">The most that one file took from the managed heap, in bytes.</param>
/// <param name="MostResident">The most by which one file raised resident memory, in bytes; 0 where the system does not tell.</param>
/// <param name="Slowest">The longest that one file took.</param>
internal sealed record FuzzReport(string Target, int Accepted, int Refused, IReadOnlyList<FuzzFault> Faults, long MostAllocated, long MostResident,
    TimeSpan Slowest)
{
    public int Cases => Accepted + Refused + Faults.Count;
}
