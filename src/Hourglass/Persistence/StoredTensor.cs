namespace Hourglass.Persistence;

/// <summary>32-bit numbers under a name, wherever they lie.</summary>
/// <param name="Name">The stable name.</param>
/// <param name="Shape">The sizes, outermost first.</param>
/// <param name="Values">Gives access to the numbers' own memory.</param>
internal sealed record StoredTensor(string Name, long[] Shape, StoredTensor.Access Values)
{
    /// <summary>Access to memory that is read when saving and written when loading.</summary>
    public delegate Span<float> Access();

    public long Count => Shape.Aggregate(1L, (a, b) => a * b);
}
