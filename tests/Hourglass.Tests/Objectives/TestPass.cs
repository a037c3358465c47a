using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Objectives;
using static TorchSharp.torch;

namespace Hourglass.Tests.Objectives;

/// <summary>Forward passes for tests of single terms.</summary>
internal static class TestPass
{
    /// <summary>A pass of clean rows [batch, size] with everything that terms may look at.</summary>
    public static Pass Of(Autoencoder model, Tensor rows, int particles = 1, ulong seed = 9)
    {
        var batch = new Batch(rows);
        return new Pass(model, model.Read(batch), batch, rows, particles, new Moment(double.PositiveInfinity, (int)rows.shape[0]),
            Randomness.Generator(seed, RandomPurpose.TrainingStep));
    }
}
