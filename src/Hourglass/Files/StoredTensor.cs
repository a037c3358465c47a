namespace Hourglass.Files;

/// <summary>Numbers under a name, wherever they lie.</summary>
/// <param name="Name">The stable name.</param>
/// <param name="Shape">The sizes, outermost first.</param>
/// <param name="Values">Gives access to the numbers' own memory.</param>
/// <param name="IsInteger">Whether they are 64-bit integers, each in the place of two 32-bit floats.</param>
internal sealed record StoredTensor(string Name, long[] Shape, StoredTensor.Access Values, bool IsInteger = false)
{
    /// <summary>Access to memory that is read when saving and written when loading.</summary>
    public delegate Span<float> Access();

    /// <summary>The safetensors name of the kind of number.</summary>
    public string Kind => IsInteger ? "I64" : "F32";

    /// <summary>How long the memory is.</summary>
    public long Bytes => Shape.Aggregate(IsInteger ? sizeof(long) : (long)sizeof(float), (a, b) => a * b);
}
