using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hourglass.Kernels;
using TorchSharp.Modules;

namespace Hourglass.Engines.Fused;

/// <summary>A parameter's own memory, which kernels read, and the memory of its gradient, which they write.</summary>
internal sealed unsafe class ParameterMemory
{
    private readonly Parameter? parameter;
    private readonly AlignedBuffer? zeros;

    /// <summary>Finds the memory.</summary>
    public ParameterMemory(string name, Parameter parameter)
    {
        Name = name;
        this.parameter = parameter;
        Length = checked((int)parameter.numel());
        Gradient = new AlignedBuffer(Length);
    }

    private ParameterMemory(string name, int length)
    {
        Name = name;
        Length = length;
        zeros = new AlignedBuffer(length);
        Gradient = new AlignedBuffer(length);
    }

    /// <summary>A layer's parameter, or zeros that nothing learns where the layer has none.</summary>
    public static ParameterMemory OrZeros(IReadOnlyDictionary<string, ParameterMemory> parameters, string name, int length) =>
        parameters.GetValueOrDefault(name) ?? new ParameterMemory(name, length);

    /// <summary>The parameter's name in the model.</summary>
    public string Name { get; }

    /// <summary>How many numbers there are.</summary>
    public int Length { get; }

    /// <summary>The numbers. libtorch does not move a parameter's memory, but asking anew costs nothing.</summary>
    public float* Values => zeros is not null ? zeros.Pointer : (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(parameter!.bytes));

    /// <summary>d loss / d values.</summary>
    public AlignedBuffer Gradient { get; }
}
