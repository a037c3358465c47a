using Hourglass.Data;
using Hourglass.Preparation;
using Hourglass.Settings;
using Hourglass.Training;

namespace Hourglass.Persistence;

/// <summary>Data as a run sees them: opened, scaled, and with what is needed to open others like them.</summary>
/// <param name="Dataset">As opened.</param>
/// <param name="Train">The training examples in the units of the model.</param>
/// <param name="Scaling">The scaling fitted on the training examples.</param>
/// <param name="Pictures">How pictures are read, with the size and colour that were found.</param>
internal sealed record PreparedData(Dataset Dataset, Examples Train, Scaling Scaling, PictureOptions Pictures)
{
    public DataTraits Traits => DataTraits.Of(Train);

    /// <summary>What is told of the reading.</summary>
    public DataRead Read => new(Dataset.Name, Dataset.Notes);

    public static PreparedData Open(string descriptor, SettingValues settings)
    {
        var asked = DataParameters.ReadPictures(settings);
        var dataset = DataSource.Open(descriptor, new DataOptions { Pictures = asked, Array = settings.Get(DataParameters.Array) });
        var scaling = Scaling.Fit(settings.Get(DataParameters.Scale), dataset.Train);
        var shape = dataset.Shape;
        var found = !shape.IsPicture ? asked : asked with
        {
            Size = new PictureSize(shape.Height, shape.Width),
            Colour = shape.Channels == 1 ? PictureColour.Grey : PictureColour.Rgb,
        };
        return new PreparedData(dataset, scaling.Apply(dataset.Train), scaling, found);
    }
}
