namespace Hourglass.Quality;

/// <summary>The rows of the table: the one place where models, protocols, bars and references stand.</summary>
internal static class Rows
{
    private const int Pixels = 784;

    public static IReadOnlyList<Row> All { get; } =
    [
        new()
        {
            Id = "pca-30",
            Model = "pca",
            Latent = 30,
            Figures = [SquaredError(Bar.Within(13.87, 0.01, "F2"))],
            Reference = "13.866 computed on the data; 13.87 published, Hinton & Salakhutdinov 2006",
        },
        new()
        {
            Id = "dense-ae",
            Model = "ae",
            Latent = 32,
            Epochs = 50,
            Batch = 256,
            Set = ["hidden=[]", "code_activation=relu"],
            Figures = [CrossEntropy(Bar.AtMost(0.0920, "F4"))],
            Reference = "about 0.093, validation; Keras blog, \"Building autoencoders in Keras\"",
        },
        new()
        {
            Id = "deep-ae",
            Model = "ae",
            Latent = 30,
            Epochs = 60,
            Batch = 128,
            Set = ["hidden=[1000,500,250]", "activation=gelu", "schedule=cosine"],
            Figures = [SquaredError(Bar.AtMost(3.0, "F2"))],
            Reference = "3.00, Hinton & Salakhutdinov 2006; 2.65-2.86 with modern training. Trained by cross-entropy; trained by squared error (loss=gaussian) seed 1 came to 3.43 in as many epochs",
        },
        new()
        {
            Id = "conv-ae",
            Model = "ae",
            Epochs = 50,
            Batch = 128,
            Set = ["network=conv", "channels=[32,32]", "downsampling=pool", "head=spatial", "learning_rate=0.003", "schedule=cosine"],
            Figures =
            [
                CrossEntropy(Bar.AtMost(0.0625, "F4")),
                new("parameters", FigureSplit.Test, "parameters", Bar.Exactly(28_353, "N0"), "N0"),
            ],
            Reference = "0.0622, validation, with 28,353 parameters; Keras example \"Convolutional autoencoder for image denoising\"",
        },
        new()
        {
            Id = "vae-2d",
            Model = "vae",
            Latent = 2,
            Epochs = 50,
            Batch = 128,
            Set = ["hidden=[512]", "warmup=10", "learning_rate=0.002", "schedule=cosine"],
            Figures =
            [
                new("loss, train (nats per image)", FigureSplit.Train, "loss_nats", Bar.AtMost(145.5, "F1"), "F2"),
                new("loss, test (nats per image)", FigureSplit.Test, "loss_nats", Bar.AtMost(151, "F1"), "F2"),
            ],
            Reference = "about 145, train; Keras example, dense VAE 784-512-2-512-784. The bar on test images is our own",
        },
        new()
        {
            Id = "dae",
            Model = "dae",
            Epochs = 5,
            Batch = 128,
            Set = ["network=conv", "channels=[8,16]", "kernel=5", "head=spatial", "noise=gaussian", "noise_level=0.4", "learning_rate=0.004", "schedule=cosine"],
            Figures = [new("PSNR gained over the noisy input, test (dB)", FigureSplit.Test, "psnr_gain_db", Bar.AtLeast(9, "F1"), "F2")],
            Reference = "our own bar; the noisy input is at 10.98 dB, computed on the data",
        },
        new()
        {
            Id = "deep-2d",
            Model = "ae",
            Latent = 2,
            Epochs = 80,
            Batch = 128,
            Set = ["hidden=[1000,500,250]", "activation=gelu", "schedule=cosine"],
            Figures = [new("nearest-neighbour accuracy of the code, test", FigureSplit.Test, "knn_accuracy", Bar.AtLeast(0.85, "F2"), "F4")],
            Reference = "PCA 0.4243, computed on the data; deep autoencoder 0.873, 5 neighbours inside published codes",
        },
    ];

    /// <summary>The rows of these names, in the table's order; all rows for no names.</summary>
    /// <exception cref="UsageException">There is no row of a name.</exception>
    public static IReadOnlyList<Row> Find(IReadOnlyCollection<string> ids) => Find(All, ids);

    /// <summary>Those of <paramref name="rows"/> that have these names; all for no names.</summary>
    /// <exception cref="UsageException">There is no row of a name.</exception>
    public static IReadOnlyList<Row> Find(IReadOnlyList<Row> rows, IReadOnlyCollection<string> ids)
    {
        foreach (var id in ids)
        {
            if (!rows.Any(row => row.Id == id))
                throw new UsageException($"There is no row '{id}'; the rows are {string.Join(", ", rows.Select(row => row.Id))}.");
        }

        return ids.Count == 0 ? rows : [.. rows.Where(row => ids.Contains(row.Id))];
    }

    private static Figure SquaredError(Bar bar) => new("squared error, test (per image)", FigureSplit.Test, "mse_per_feature", bar, "F3", Pixels);

    private static Figure CrossEntropy(Bar bar) => new("cross-entropy, test (nats per pixel)", FigureSplit.Test, "bce_per_feature", bar, "F5");
}
