namespace Hourglass.Runs;

/// <summary>A training session by one version on one machine.</summary>
/// <param name="Version">The library's version.</param>
/// <param name="Machine">System, architecture and number of cores.</param>
/// <param name="Runtime">Versions of the runtime and of libtorch.</param>
/// <param name="FromEpoch">Epochs completed before it.</param>
public sealed record SessionRecord(string Version, string Machine, string Runtime, int FromEpoch)
{
    /// <summary>Whether another session is by the same version on the same kind of machine.</summary>
    internal bool IsAlike(SessionRecord other) => this with { FromEpoch = other.FromEpoch } == other;
}
