namespace Hourglass.Engines;

/// <summary>The gradient of one parameter in the memory of the engine that computes it.</summary>
internal interface IGradient
{
    /// <summary>Finds the gradient of the step at hand.</summary>
    /// <returns>Whether there is one: a parameter that no loss depends on has none.</returns>
    bool Take();

    /// <summary>Its numbers, from <see cref="Take"/> to <see cref="Release"/>.</summary>
    Span<float> Values { get; }

    /// <summary>Gives it up, so that the next step begins without one.</summary>
    void Release();
}
