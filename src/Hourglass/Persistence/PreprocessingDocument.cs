using Hourglass.Data;
using Hourglass.Files;
using Hourglass.Preparation;

namespace Hourglass.Persistence;

/// <summary>How examples become numbers, as it stands in <c>preprocessing.json</c>.</summary>
/// <param name="Format">The file's format.</param>
/// <param name="Pictures">How pictures are read, with the size and colour found in training filled in.</param>
/// <param name="Scaling">The scaling fitted on the training examples.</param>
/// <param name="Source">What the values of the training examples were; null in files from before this was kept.</param>
internal sealed record PreprocessingDocument(int Format, PictureOptions Pictures, Scaling Scaling, SourceValues? Source = null)
{
    public static PreprocessingDocument Of(DataPreparation preparation) => new(Json.Format, preparation.Pictures, preparation.Scaling, preparation.Source);

    public DataPreparation ToPreparation() => DataPreparation.Saved(Pictures, Scaling, Source);
}
