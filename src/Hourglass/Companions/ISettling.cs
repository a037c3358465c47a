namespace Hourglass.Companions;

/// <summary>A companion with parameters that are chosen from the examples, such as the number of components.</summary>
/// <typeparam name="TCompanion">Its kind.</typeparam>
internal interface ISettling<out TCompanion>
    where TCompanion : Companion
{
    /// <summary>The same companion with its chosen parameters.</summary>
    TCompanion Settle(CompanionFit fit);
}
