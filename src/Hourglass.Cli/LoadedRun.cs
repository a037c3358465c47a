using Hourglass.Data;
using Hourglass.Persistence;
using Hourglass.Settings;

namespace Hourglass.Cli;

/// <summary>A trained model with the way its data are read, so that other data come in the same form.</summary>
internal sealed class LoadedRun : IDisposable
{
    private readonly Invocation invocation;
    private readonly PictureOptions pictures;

    private LoadedRun(Invocation invocation, string folder, Autoencoder model, PictureOptions pictures)
    {
        this.invocation = invocation;
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
        return new LoadedRun(invocation, folder, model, pictures);
    }

    /// <summary>Opens data in the form that the model was trained on, its classes numbered as the model numbers them, and says what of them was read.</summary>
    /// <param name="descriptor">The data.</param>
    /// <param name="allowsSingleExample">Whether one example alone will do, which cannot be cut into splits: the model is only put to use on them.</param>
    public Dataset OpenData(string descriptor, bool allowsSingleExample = false)
    {
        var data = DataSource.Open(descriptor, new DataOptions { Pictures = pictures, Array = ArrayOf(descriptor), AllowsSingleExample = allowsSingleExample });
        foreach (var note in data.Notes) invocation.Output.Say(note);
        if (data.Shape != Model.Shape)
            throw new HourglassException($"The data '{descriptor}' has examples of shape {data.Shape}, and the model in '{Folder}' was trained on {Model.Shape}; give data of that shape.");
        return Model.Blueprint.Classes is { } classes && (data.ClassNames is not { AreNumbers: false } || !classes.AreNumbers) ? data.NumberedAs(classes, $"the model in '{Folder}'") : data;
    }

    /// <summary>The array that was asked for, or else the one that the run was trained on where a file has it.</summary>
    private string? ArrayOf(string descriptor)
    {
        if (invocation.Get(CommonOptions.Array) is { } given) return given;
        var own = new RunFolder(Folder) is { Exists: true } run ? run.Read().Settings.GetValueOrDefault(DataParameters.Array.Name) : null;
        return own is not null && ArrayFile.Has(descriptor, own) ? own : null;
    }

    /// <summary>The examples of a part, as the data source gives them.</summary>
    /// <param name="data">The data.</param>
    /// <param name="split">all, test or train; null for all where the data have no test split of their own, and for test where they have.</param>
    /// <exception cref="UsageException">There is no such part.</exception>
    public static Examples Choose(Dataset data, string? split) => split switch
    {
        null => data.Whole ?? data.Test,
        "all" => data.Whole ?? throw new UsageException($"split is 'all', and the data '{data.Name}' have splits of their own; give test or train."),
        "test" => data.Test,
        "train" => data.Train,
        _ => throw new UsageException($"split is '{split}'; {Nearest.Hint(split, ["all", "test", "train"])}give all, test or train."),
    };

    public void Dispose() => Model.Dispose();
}
