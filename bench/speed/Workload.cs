using Hourglass.Data;
using Hourglass.Eager;
using static TorchSharp.torch;

namespace Hourglass.SpeedBench;

/// <summary>A model whose training is timed, and the same one as the users of TorchSharp write it.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Batch">Examples a step.</param>
/// <param name="Blueprint">The model.</param>
/// <param name="Eager">The same, written by hand.</param>
internal sealed record Workload(string Name, int Batch, Blueprint Blueprint, Func<IEagerModel> Eager)
{
    private static readonly DataShape Digits = new(1, 28, 28);

    /// <summary>What is timed.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        DenseVae(128),
        DenseVae(512),
        new("deep AE 784-1000-500-250-30", 256, Recipes.Ae(Networks.Dense(Digits, [1000, 500, 250], 30)),
            () => new EagerAutoencoder(Dense(784, 1000, 500, 250, 30), Dense(30, 250, 500, 1000, 784))),
        new("conv AE, 28,353 parameters", 128, Recipes.Ae(Networks.SpatialConv(Digits, [32, 32])), ConvAutoencoder),
        new("IWAE k = 50, 784-200-200-50", 20, Recipes.Iwae(Networks.Dense(Digits, [200, 200], 50), 50),
            () => new EagerIwae(nn.Sequential(nn.Linear(784, 200), nn.ReLU(), nn.Linear(200, 200), nn.ReLU()), nn.Linear(200, 50), nn.Linear(200, 50),
            Dense(50, 200, 200, 784), 50)),
        new("conv VAE, z = 2", 128, Recipes.Vae(new Networks(Digits, 2, ConvBody, ConvBody)), ConvVae),
    ];

    private static ConvSpec ConvBody => new([32, 64], [16]);

    private static Workload DenseVae(int batch) => new(
        "dense VAE 784-400-20",
        batch,
        Recipes.Vae(Networks.Dense(Digits, [400], 20)),
        () => new EagerVae(nn.Sequential(nn.Linear(784, 400), nn.ReLU()), nn.Linear(400, 20), nn.Linear(400, 20), Dense(20, 400, 784)));

    private static nn.Module<Tensor, Tensor> Dense(params int[] widths)
    {
        List<nn.Module<Tensor, Tensor>> layers = [];
        for (var i = 1; i < widths.Length; i++)
        {
            layers.Add(nn.Linear(widths[i - 1], widths[i]));
            if (i < widths.Length - 1) layers.Add(nn.ReLU());
        }

        return nn.Sequential(layers);
    }

    private static IEagerModel ConvAutoencoder() => new EagerAutoencoder(
        nn.Sequential(nn.Unflatten(1, [1, 28, 28]), nn.Conv2d(1, 32, 3, padding: 1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 32, 3, padding: 1), nn.ReLU(),
            nn.MaxPool2d(2)),
        nn.Sequential(Up(32, 32), nn.ReLU(), Up(32, 32), nn.ReLU(), nn.Conv2d(32, 1, 3, padding: 1), nn.Flatten()));

    private static IEagerModel ConvVae() => new EagerVae(
        nn.Sequential(nn.Unflatten(1, [1, 28, 28]), nn.Conv2d(1, 32, 3, stride: 2, padding: 1), nn.ReLU(), nn.Conv2d(32, 64, 3, stride: 2, padding: 1),
            nn.ReLU(), nn.Flatten(), nn.Linear(64 * 49, 16), nn.ReLU()),
        nn.Linear(16, 2),
        nn.Linear(16, 2),
        nn.Sequential(nn.Linear(2, 64 * 49), nn.ReLU(), nn.Unflatten(1, [64, 7, 7]), Up(64, 64), nn.ReLU(), Up(64, 32), nn.ReLU(),
            nn.Conv2d(32, 1, 3, padding: 1), nn.Flatten()));

    private static nn.Module<Tensor, Tensor> Up(int inputs, int outputs) =>
        nn.ConvTranspose2d(inputs, outputs, 3, stride: 2, padding: 1, output_padding: 1);
}
