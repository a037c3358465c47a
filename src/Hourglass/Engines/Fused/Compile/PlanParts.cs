using Hourglass.Engines.Fused.Layers;

namespace Hourglass.Engines.Fused.Compile;

/// <summary>The operations of a plan while it is compiled: forward ones in order, backward ones from the last added to the first, then closing ones.</summary>
/// <param name="learns">Whether there are gradients.</param>
internal sealed class PlanParts(bool learns = true)
{
    private readonly List<Operation> closing = [];

    /// <summary>Whether there are gradients; else only forward operations can be added.</summary>
    public bool Learns => learns;

    /// <summary>The forward operations.</summary>
    public List<Operation> InOrder { get; } = [];

    /// <summary>The backward operations.</summary>
    public Stack<Operation> OnStack { get; } = new();

    /// <summary>All operations in execution order.</summary>
    public IEnumerable<Operation> All => InOrder.Concat(OnStack).Concat(closing);

    /// <summary>Adds a forward operation.</summary>
    public TOperation Forward<TOperation>(TOperation operation)
        where TOperation : Operation
    {
        InOrder.Add(operation);
        return operation;
    }

    /// <summary>Adds a backward operation, executed before those added earlier.</summary>
    public TOperation Backward<TOperation>(TOperation operation)
        where TOperation : Operation
    {
        OnStack.Push(operation);
        return operation;
    }

    /// <summary>Adds an operation that is executed when all gradients of layers are complete.</summary>
    public TOperation Closing<TOperation>(TOperation operation)
        where TOperation : Operation
    {
        closing.Add(operation);
        return operation;
    }
}
