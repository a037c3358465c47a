namespace Hourglass;

/// <summary>The groups in which recipes are listed.</summary>
public enum Family
{
    /// <summary>Closed-form references that the others are held against.</summary>
    Baseline,

    /// <summary>Deterministic codes.</summary>
    Classical,

    /// <summary>Codes that are distributions.</summary>
    Variational,

    /// <summary>Codes made of symbols.</summary>
    Quantised,

    /// <summary>Models that learn against a critic.</summary>
    Adversarial,
}
