namespace Hourglass;

/// <summary>The form of draws from a discrete code in training.</summary>
internal enum DrawForm
{
    /// <summary>Points of the simplex.</summary>
    Relaxed,

    /// <summary>One-hot vectors with the gradient of the relaxed draw.</summary>
    Hard,
}
