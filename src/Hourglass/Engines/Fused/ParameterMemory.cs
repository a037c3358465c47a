using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hourglass.Kernels;
using TorchSharp.Modules;

namespace Hourglass.Engines.Fused;

/// <summary>A parameter's own memory, which kernels read, and the memory of its gradient, which they write.</summary>
internal sealed unsafe class ParameterMemory
{
    private readonly Parameter parameter;

    /// <summary>Finds the memory.</summary>
    public ParameterMemory(string name, Parameter parameter)
    {
        Name = name;
        this.parameter = parameter;
        Length = checked((int)parameter.numel());
        Gradient = new AlignedBuffer(Length);
    }

    /// <summary>The parameter's name in the model.</summary>
    public string Name { get; }

    /// <summary>How many numbers there are.</summary>
    public int Length { get; }

    /// <summary>The numbers. libtorch does not move a parameter's memory, but asking anew costs nothing.</summary>
    public float* Values => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(parameter.bytes));

    /// <summary>d loss / d values.</summary>
    public AlignedBuffer Gradient { get; }
}
