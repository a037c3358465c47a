using Hourglass.Data;
using Hourglass.Preparation;

namespace Hourglass.Persistence;

/// <summary>How examples become numbers, as it stands in <c>preprocessing.json</c>.</summary>
/// <param name="Format">The file's format.</param>
/// <param name="Pictures">How pictures are read, with the size and colour found in training filled in.</param>
/// <param name="Scaling">The scaling fitted on the training examples.</param>
internal sealed record PreprocessingDocument(int Format, PictureOptions Pictures, Scaling Scaling);
