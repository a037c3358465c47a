using Hourglass.Data;
using Hourglass.Files;
using Hourglass.Preparation;

namespace Hourglass.Persistence;

/// <summary>How examples become numbers, as stored in <c>preprocessing.json</c>.</summary>
/// <param name="Format">Format version of the file.</param>
/// <param name="Pictures">How pictures are read, with the size and colour determined in training.</param>
/// <param name="Scaling">The scaling fitted on the training examples.</param>
/// <param name="Source">Summary of the values of the training examples; null in older files.</param>
/// <param name="Table">How the rows of a table become examples; null for other data.</param>
internal sealed record PreprocessingDocument(int Format, PictureOptions Pictures, Scaling Scaling, SourceValues? Source = null,
    TableCoding? Table = null) : IChecked
{
    public static PreprocessingDocument Of(DataPreparation preparation) => new(Json.Format, preparation.Pictures, preparation.Scaling, preparation.Source,
        preparation.Coding);

    public DataPreparation ToPreparation() => DataPreparation.Saved(Pictures, Scaling, Source, Table);

    /// <inheritdoc/>
    IEnumerable<MessageText> IChecked.Violations() => Table is IChecked table ? table.Violations() : [];
}
