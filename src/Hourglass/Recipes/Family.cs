namespace Hourglass;

/// <summary>The groups in which recipes are listed.</summary>
public enum Family
{
    /// <summary>Closed-form baselines for the others.</summary>
    Baseline,

    /// <summary>Deterministic codes.</summary>
    Classical,

    /// <summary>Codes that are distributions.</summary>
    Variational,

    /// <summary>Codes made of symbols.</summary>
    Quantised,

    /// <summary>Models trained against a critic.</summary>
    Adversarial,
}
