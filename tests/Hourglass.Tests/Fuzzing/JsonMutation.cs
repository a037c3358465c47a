namespace Hourglass.Tests.Fuzzing;

/// <summary>A document with one change of structure.</summary>
/// <param name="Path">The JSON path of what was changed, such as $.networks.hidden[0].</param>
/// <param name="Change">What was done to it.</param>
/// <param name="Json">The changed document, still well-formed.</param>
internal sealed record JsonMutation(string Path, string Change, string Json)
{
    public override string ToString() => $"{Path} {Change}";
}
