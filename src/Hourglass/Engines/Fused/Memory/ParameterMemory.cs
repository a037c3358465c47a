using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hourglass.Kernels;
using TorchSharp.Modules;

namespace Hourglass.Engines.Fused.Memory;

/// <summary>A parameter's own memory, which kernels read, and the memory of its gradient, which they write if it learns.</summary>
internal sealed unsafe class ParameterMemory
{
    private readonly Parameter? parameter;
    private readonly AlignedBuffer? gradient;
    private readonly AlignedBuffer? zeros;

    /// <summary>Finds the memory.</summary>
    /// <param name="name">The parameter's name in the model.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="learns">Whether there is a gradient.</param>
    public ParameterMemory(string name, Parameter parameter, bool learns = true)
    {
        Name = name;
        this.parameter = parameter;
        Length = checked((int)parameter.numel());
        if (learns) gradient = new AlignedBuffer(Length);
    }

    private ParameterMemory(string name, int length)
    {
        Name = name;
        Length = length;
        zeros = new AlignedBuffer(length);
        gradient = new AlignedBuffer(length);
    }

    /// <summary>Constant zeros, for a parameter that the layer does not have.</summary>
    public static ParameterMemory Zeros(string name, int length) => new(name, length);

    /// <summary>The parameter's name in the model.</summary>
    public string Name { get; }

    /// <summary>Number of values.</summary>
    public int Length { get; }

    /// <summary>The numbers. libtorch does not move a parameter's memory, but querying it each time costs nothing.</summary>
    public float* Values => zeros is not null ? zeros.Pointer : (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(parameter!.bytes));

    /// <summary>d loss / d values.</summary>
    public AlignedBuffer Gradient => gradient ?? throw new InvalidOperationException($"The parameter {Name} was compiled without a gradient.");

    /// <summary>The parameter, used to detect that a model was given other parameters.</summary>
    public Parameter Parameter => parameter ?? throw new InvalidOperationException($"{Name} stands for a parameter that the layer does not have.");
}
