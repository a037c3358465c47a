using Hourglass.Data;
using Hourglass.Numerics;

namespace Hourglass.Corruptions;

/// <summary>Corrupts whole lists of examples, to show what a denoising model does with them.</summary>
internal static class Corrupted
{
    /// <summary>A damaged copy of the examples, in the units of the model.</summary>
    public static Examples Of(Examples examples, Corruption corruption, ulong seed)
    {
        using var random = Randomness.Generator(seed, RandomPurpose.Corruption);
        var rows = Autoencoder.Map(examples, examples.Shape.Size, batch => corruption.Apply(batch.Rows, random));
        var flat = new float[rows.Length];
        Buffer.BlockCopy(rows, 0, flat, 0, rows.Length * sizeof(float));
        return new FloatExamples(flat, examples.Shape).With(examples.Side);
    }
}
