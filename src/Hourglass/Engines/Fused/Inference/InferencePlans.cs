using System.Collections.Concurrent;
using Hourglass.Engines.Fused.Memory;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Engines.Fused.Inference;

/// <summary>The plans of a model for its current parameter tensors, cached for the next call. Any thread may take and return one.</summary>
internal sealed class InferencePlans
{
    private readonly Autoencoder model;
    private readonly TensorMemory tensors;
    private readonly ConcurrentDictionary<InferencePath, ConcurrentBag<InferencePlan>> kept = new();
    private readonly bool readable;

    /// <summary>Finds the parameters' memory.</summary>
    public InferencePlans(Autoencoder model)
    {
        this.model = model;
        tensors = new TensorMemory(model.Modules, learns: false);
        readable = tensors.Parameters.All(memory => IsReadable(memory.Parameter));
    }

    /// <summary>Whether the model still has the parameters that the plans were made for, at the same addresses and of the same type.</summary>
    public bool AreCurrent() => tensors.AreOf(model.Modules) && tensors.Parameters.All(memory => IsReadable(memory.Parameter) == readable);

    /// <summary>Whether there are plans for a path.</summary>
    public bool Have(InferencePath path) => readable && InferenceCompiler.Knows(model, path);

    /// <summary>An exclusive plan for the current weights.</summary>
    public InferencePlan Take(InferencePath path)
    {
        var plan = Bag(path).TryTake(out var idle) ? idle : InferenceCompiler.Compile(model, path, tensors);
        plan.Prepare();
        return plan;
    }

    /// <summary>Returns a plan.</summary>
    public void Return(InferencePath path, InferencePlan plan) => Bag(path).Add(plan);

    private ConcurrentBag<InferencePlan> Bag(InferencePath path) => kept.GetOrAdd(path, _ => []);

    private static bool IsReadable(Parameter parameter) => parameter.device_type == TorchSharp.DeviceType.CPU && parameter.dtype == ScalarType.Float32;
}
