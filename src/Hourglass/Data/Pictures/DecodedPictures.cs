namespace Hourglass.Data;

/// <summary>The pictures of a folder, decoded to one shape.</summary>
/// <param name="Shape">The shape of each.</param>
/// <param name="Notes">What was lost in decoding, for the user.</param>
/// <param name="Part">Some of them as examples: given the position of the first, their number and their side data.</param>
internal sealed record DecodedPictures(DataShape Shape, IReadOnlyList<MessageText> Notes, Func<int, int, SideData, Examples> Part);
