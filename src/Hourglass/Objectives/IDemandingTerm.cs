namespace Hourglass.Objectives;

/// <summary>A term that works in some blueprints only, which its type cannot tell: one that plays against a critic, say.</summary>
internal interface IDemandingTerm
{
    /// <summary>Lists what does not fit: one sentence a violation.</summary>
    IEnumerable<string> Violations(Blueprint blueprint);
}
