using static TorchSharp.torch;

namespace Hourglass.Native;

/// <summary>
/// libtorch's own generator, which belongs to the program that this library is used in: its layers draw initial weights from it, which ours replace
/// at once by those of the model's seed.
/// </summary>
internal static class HostRandomness
{
    // One at a time, for the generator is the whole process's.
    private static readonly Lock Building = new();

    /// <summary>Builds something and leaves the generator as it was.</summary>
    public static T Kept<T>(Func<T> build)
    {
        lock (Building)
        {
            using var before = random.get_rng_state();
            try
            {
                return build();
            }
            finally
            {
                random.set_rng_state(before);
            }
        }
    }
}
