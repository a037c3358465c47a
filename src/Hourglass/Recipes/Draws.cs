namespace Hourglass;

/// <summary>What draws from a discrete code look like in training.</summary>
internal enum Draws
{
    /// <summary>Points of the simplex.</summary>
    Relaxed,

    /// <summary>One-hot vectors with the gradient of the relaxed draw.</summary>
    Hard,
}
