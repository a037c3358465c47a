namespace Hourglass.Data;

/// <summary>What a store says about itself.</summary>
internal interface IStoreHeader
{
    /// <summary>The state of the source that the store was made of, and the build that made it.</summary>
    string Key { get; }
}
