using Hourglass.Engines.Fused.Layers;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>The operations of a plan while it is compiled: forward ones in order, then backward ones from the last added to the first, then closing ones.</summary>
/// <param name="learns">Whether there are gradients.</param>
internal sealed class PlanParts(bool learns = true)
{
    private readonly List<Operation> closing = [];

    /// <summary>Whether there are gradients; else there is nothing to add but forward operations.</summary>
    public bool Learns => learns;

    /// <summary>The forward operations.</summary>
    public List<Operation> InOrder { get; } = [];

    /// <summary>The backward operations.</summary>
    public Stack<Operation> OnStack { get; } = new();

    /// <summary>All operations as they are done.</summary>
    public IEnumerable<Operation> All => InOrder.Concat(OnStack).Concat(closing);

    /// <summary>Adds a forward operation.</summary>
    public TOperation Forward<TOperation>(TOperation operation)
        where TOperation : Operation
    {
        InOrder.Add(operation);
        return operation;
    }

    /// <summary>Adds a backward operation, done before those added earlier.</summary>
    public TOperation Backward<TOperation>(TOperation operation)
        where TOperation : Operation
    {
        OnStack.Push(operation);
        return operation;
    }

    /// <summary>Adds an operation that is done when all gradients of layers are there.</summary>
    public TOperation Closing<TOperation>(TOperation operation)
        where TOperation : Operation
    {
        closing.Add(operation);
        return operation;
    }
}
