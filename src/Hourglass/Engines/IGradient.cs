namespace Hourglass.Engines;

/// <summary>The gradient of one parameter in the memory of the engine that computes it.</summary>
internal interface IGradient
{
    /// <summary>Finds the gradient of the current step.</summary>
    /// <returns>Whether there is one: a parameter that no loss depends on has none.</returns>
    bool Take();

    /// <summary>Its numbers, from <see cref="Take"/> to <see cref="Release"/>.</summary>
    Span<float> Values { get; }

    /// <summary>Releases it, so that the next step starts without one.</summary>
    void Release();
}
