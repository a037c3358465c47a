using static TorchSharp.torch;

namespace Hourglass.Native;

/// <summary>
/// libtorch's default generator, which belongs to the host program: libtorch's layers draw initial weights from it, which this library replaces
/// immediately by weights from the model's seed.
/// </summary>
internal static class HostRandomness
{
    // One at a time, because the generator is shared by the process.
    private static readonly Lock Building = new();

    /// <summary>Builds something and restores the generator.</summary>
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
