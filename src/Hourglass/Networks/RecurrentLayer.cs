using Hourglass.Numerics;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>
/// A recurrent layer. The products of the inputs of all steps with the weights are computed as one matrix product before the first step, so that a step
/// has only one product.
/// </summary>
internal abstract class RecurrentLayer : nn.Module
{
    private const string InputWeightName = "input_weight";
    private const string InputBiasName = "input_bias";
    private const string RecurrentWeightName = "recurrent_weight";

    private protected RecurrentLayer(string name, int inputs, int units, int gates, Initialization initialization, Generator random)
        : base(name)
    {
        Units = units;
        WeightLimit.Claim(gates, units, inputs + (long)units);
        Add(InputWeightName, empty(gates * units, inputs, dtype: ScalarType.Float32));
        Add(InputBiasName, empty(gates * units, dtype: ScalarType.Float32));
        Add(RecurrentWeightName, empty(gates * units, units, dtype: ScalarType.Float32));
        initialization.Draw(random, Named(InputWeightName), InputBias, inputs, units);
        initialization.Draw(random, RecurrentWeight, bias: null, units, units);
    }

    /// <summary>Number of outputs per step.</summary>
    public int Units { get; }

    /// <summary>Size of an example's state: the outputs, then the memory.</summary>
    public abstract int StateSize { get; }

    /// <summary>[gates x units].</summary>
    private protected Parameter InputBias => Named(InputBiasName);

    /// <summary>[gates x units, units].</summary>
    private Parameter RecurrentWeight => Named(RecurrentWeightName);

    /// <summary>The layer of this kind.</summary>
    public static RecurrentLayer Of(RecurrentCell cell, int inputs, int units, Initialization initialization, Generator random) => cell switch
    {
        RecurrentCell.Lstm => new LstmLayer(inputs, units, initialization, random),
        RecurrentCell.Gru => new GruLayer(inputs, units, initialization, random),
        _ => throw new UsageException($"There is no recurrent cell {cell}; use one of {string.Join(", ", Enum.GetNames<RecurrentCell>())}."),
    };

    /// <summary>The state from [batch, <see cref="StateSize"/>] numbers.</summary>
    public abstract RecurrentState StateOf(Tensor numbers);

    /// <summary>The inputs' part in the gates: [..., inputs] to [..., gates x units].</summary>
    public Tensor Project(Tensor inputs) => nn.functional.linear(inputs, Named(InputWeightName), InputBias);

    /// <summary>The outputs of this many steps from a state on: [batch, steps, units].</summary>
    /// <param name="projected">The inputs' part in the gates at each step: [batch, gates x units].</param>
    /// <param name="steps">Number of steps.</param>
    /// <param name="state">The state before the first.</param>
    public Tensor Run(Func<int, Tensor> projected, int steps, RecurrentState state)
    {
        var weight = RecurrentWeight.t();
        var outputs = new Tensor[steps];
        for (var step = 0; step < steps; step++)
        {
            state = Step(projected(step), weight, state);
            outputs[step] = state.Output;
        }

        return stack(outputs, 1);
    }

    /// <summary>The outputs of all steps of [batch, steps, inputs] from a state on: [batch, steps, units].</summary>
    public Tensor Run(Tensor inputs, RecurrentState state)
    {
        var steps = Project(inputs).unbind(1);
        return Run(step => steps[step], steps.Length, state);
    }

    /// <summary>Adds a parameter. Uses look it up by name, because a change of the element type replaces it.</summary>
    private protected void Add(string name, Tensor values) => register_parameter(name, nn.Parameter(values));

    private protected Parameter Named(string name) => get_parameter(name)!;

    /// <summary>One step.</summary>
    /// <param name="projected">The input's part in the gates: [batch, gates x units].</param>
    /// <param name="weight">The recurrent weight, transposed: [units, gates x units].</param>
    /// <param name="state">The state before it.</param>
    private protected abstract RecurrentState Step(Tensor projected, Tensor weight, RecurrentState state);
}
