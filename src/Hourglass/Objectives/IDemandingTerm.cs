namespace Hourglass.Objectives;

/// <summary>A term with demands on the blueprint that its type cannot express, such as a critic.</summary>
internal interface IDemandingTerm
{
    /// <summary>Lists what does not fit: one sentence per violation.</summary>
    IEnumerable<MessageText> Violations(Blueprint blueprint);
}
