using Hourglass.Numerics;

namespace Hourglass.Data;

/// <summary>What the store of a folder of pictures says about itself.</summary>
/// <param name="Key">The state of the folder that it was made of, and the build that made it.</param>
/// <param name="Count">The number of pictures.</param>
/// <param name="Shape">The shape of each.</param>
/// <param name="Pixels">Their bytes, row-major, channels first: one section follows the other without a gap.</param>
/// <param name="Notes">What was lost in decoding.</param>
internal sealed record PictureStoreHeader(string Key, int Count, DataShape Shape, ValueList<StoredSection> Pixels, ValueList<MessageText> Notes) : IStoreHeader;
