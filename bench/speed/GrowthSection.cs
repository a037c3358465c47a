using Hourglass.Data;
using Hourglass.Engines;

namespace Hourglass.SpeedBench;

/// <summary>How the engines' speed goes with the size of things, so that it shows from which size on which one is faster.</summary>
/// <param name="train">Pictures of 28 x 28.</param>
/// <param name="settings">How long.</param>
internal sealed class GrowthSection(Examples train, BenchSettings settings)
{
    private const int SyntheticPictures = 256;
    private static readonly DataShape Digits = new(1, 28, 28);

    /// <summary>Measures all tables but that over examples.</summary>
    public IEnumerable<BenchTable> Run()
    {
        yield return Table("batch", "The dense VAE 784-400-20.", settings.Sizes(16, 64, 256, 1024, 4096), batch => (DenseVae(400, 20), train, batch));
        yield return Table("hidden units", "A dense VAE with one hidden layer, 20 latent dimensions and batch size 128.", settings.Sizes(64, 256, 1024, 4096),
            hidden => (DenseVae(hidden, 20), train, 128));
        yield return Table("latent dimensions", "The dense VAE 784-400, batch 128.", settings.Sizes(2, 16, 64, 256),
            latent => (DenseVae(400, latent), train, 128));
        yield return Table("image size, px",
            "A convolutional VAE with 32 and 64 channels, 16 latent dimensions and batch size 64, on images of soft blobs.", settings.Sizes(28, 64, 128),
            side => (ConvVae(side), Blobs(side), 64));
    }

    private static Blueprint DenseVae(int hidden, int latent) => Recipes.Vae(Networks.Dense(Digits, [hidden], latent));

    private static Blueprint ConvVae(int side) => Recipes.Vae(Networks.Conv(new DataShape(1, side, side), [32, 64], 16));

    /// <summary>Pictures of one soft spot each, at places that fill the picture evenly.</summary>
    private static ByteExamples Blobs(int side)
    {
        var bytes = new byte[SyntheticPictures * side * side];
        var golden = (Math.Sqrt(5) - 1) / 2;
        for (var i = 0; i < SyntheticPictures; i++)
        {
            var (top, left) = ((i + 0.5) / SyntheticPictures * side, i * golden % 1 * side);
            for (var place = 0; place < side * side; place++)
            {
                var (y, x) = ((place / side) - top, (place % side) - left);
                bytes[(i * side * side) + place] = (byte)(255 * Math.Exp(-((x * x) + (y * y)) * 32 / (side * side)));
            }
        }

        return new ByteExamples(bytes, new DataShape(1, side, side));
    }

    private BenchTable Table(string what, string note, int[] sizes, Func<int, (Blueprint Blueprint, Examples Examples, int Batch)> make) => new(
        $"Growth: {what}",
        note,
        [what, "fused, examples/s", "torch, examples/s", "fused / torch"],
        [.. sizes.Select(size => Row(size, make(size)))]);

    private string[] Row(int size, (Blueprint Blueprint, Examples Examples, int Batch) work)
    {
        var rates = settings.InTurns(() => Rate(Engine.Fused), () => Rate(Engine.Torch));
        return [$"{size:N0}", $"{Spread.Of(rates[0]).Median:N0}", $"{Spread.Of(rates[1]).Median:N0}", $"{Spread.Ratio(rates[0], rates[1])}"];

        double Rate(Engine engine) => TimedTraining.Rate(work.Blueprint, work.Examples, work.Batch, engine, settings).Mean;
    }
}
