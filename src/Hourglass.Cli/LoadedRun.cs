using Hourglass.Data;
using Hourglass.Numerics;
using Hourglass.Persistence;
using Hourglass.Settings;
using Hourglass.Training;

namespace Hourglass.Cli;

/// <summary>A trained model with the way its data are read, so that other data come in the same form.</summary>
internal sealed class LoadedRun : IDisposable
{
    private readonly PictureOptions pictures;

    private LoadedRun(string folder, Autoencoder model, PictureOptions pictures)
    {
        Folder = folder;
        Model = model;
        this.pictures = pictures;
    }

    public string Folder { get; }

    public Autoencoder Model { get; }

    public static LoadedRun Open(Invocation invocation, string folder)
    {
        ModelFolder.Require(folder);
        invocation.StartEngine();
        var (model, pictures) = ModelFolder.Load(folder);
        return new LoadedRun(folder, model, pictures);
    }

    /// <summary>Opens data in the form that the model was trained on.</summary>
    public Dataset OpenData(string descriptor)
    {
        var data = DataSource.Open(descriptor, new DataOptions { Pictures = pictures });
        if (data.Shape != Model.Shape)
            throw new HourglassException($"The data '{descriptor}' has examples of shape {data.Shape}, and the model in '{Folder}' was trained on {Model.Shape}; give data of that shape.");
        return data;
    }

    /// <summary>The examples of a split, as the data source gives them.</summary>
    public Examples Choose(Dataset data, string split) => split switch
    {
        "test" => data.Test,
        "train" => data.Train,
        _ => throw new UsageException($"split is '{split}'; {Nearest.Hint(split, ["test", "train"])}give test or train."),
    };

    /// <summary>The examples as the encoder is to see them: binary, for a model trained on a fixed binarisation.</summary>
    public Examples AsInput(Examples examples) =>
        Model.Blueprint.Binarization == Binarization.Static ? examples.Binarized(Trainer.StaticBinarizationSeed) : examples;

    public void Dispose() => Model.Dispose();
}
