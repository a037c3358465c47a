namespace Hourglass.Companions;

/// <summary>A companion some of whose parameters follow from the examples, such as a number of components that the data choose.</summary>
/// <typeparam name="TCompanion">Its kind.</typeparam>
internal interface ISettling<out TCompanion>
    where TCompanion : Companion
{
    /// <summary>The same companion with the parameters that it will have.</summary>
    TCompanion Settle(CompanionFit fit);
}
