using Hourglass.Data;

namespace Hourglass;

/// <summary>A part that needs the training examples once before training starts.</summary>
internal interface IPrepared
{
    /// <summary>Called before the first step of a new run, with the examples in the units of the model.</summary>
    void Prepare(Examples train, ulong seed);
}
