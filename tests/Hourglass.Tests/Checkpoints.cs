using Hourglass.Files;
using Hourglass.Persistence;
using Hourglass.Training;

namespace Hourglass.Tests;

/// <summary>Checkpoints by the names of their files.</summary>
internal static class Checkpoints
{
    public static void Load(string path, Trainer trainer)
    {
        using var file = SafetensorsFile.Open(path);
        Checkpoint.Load(file, trainer);
    }
}
