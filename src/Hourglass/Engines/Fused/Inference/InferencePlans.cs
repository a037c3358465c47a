using System.Collections.Concurrent;
using Hourglass.Engines.Fused.Memory;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Engines.Fused.Inference;

/// <summary>The plans of a model for the tensors that are its parameters now, kept for the next call. Any thread may take one and give it back.</summary>
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

    /// <summary>Whether the model still has the parameters for which the plans were made: not other ones, or ones of another type or place.</summary>
    public bool AreCurrent() => tensors.AreOf(model.Modules) && tensors.Parameters.All(memory => IsReadable(memory.Parameter) == readable);

    /// <summary>Whether there are plans for a path.</summary>
    public bool Have(InferencePath path) => readable && InferenceCompiler.Knows(model, path);

    /// <summary>A plan that nobody else uses, for the weights as they are now.</summary>
    public InferencePlan Take(InferencePath path)
    {
        var plan = Bag(path).TryTake(out var idle) ? idle : InferenceCompiler.Compile(model, path, tensors);
        plan.Prepare();
        return plan;
    }

    /// <summary>Gives a plan back.</summary>
    public void Return(InferencePath path, InferencePlan plan) => Bag(path).Add(plan);

    private ConcurrentBag<InferencePlan> Bag(InferencePath path) => kept.GetOrAdd(path, _ => []);

    private static bool IsReadable(Parameter parameter) => parameter.device_type == TorchSharp.DeviceType.CPU && parameter.dtype == ScalarType.Float32;
}
