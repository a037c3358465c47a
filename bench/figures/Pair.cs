using System.Text.Json.Serialization;

namespace Hourglass.Figures;

/// <summary>Another row that a row is compared with after the same number of epochs.</summary>
/// <param name="Row">The other row's name; its figure is of the same kind.</param>
/// <param name="Below">By how much the row's figure has to be below the other's, in units of the figure.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Pair(string Row, double Below);
