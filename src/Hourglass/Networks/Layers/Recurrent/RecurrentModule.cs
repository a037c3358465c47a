using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>
/// The module of a <see cref="RecurrentLayer"/>. The products of the inputs of all steps with the weights are computed as one matrix product before the
/// first step, so that a step has only one product.
/// </summary>
internal abstract class RecurrentModule : nn.Module<Tensor, Tensor>
{
    public const string InputWeightName = "input_weight";
    public const string InputBiasName = "input_bias";
    public const string RecurrentWeightName = "recurrent_weight";

    private protected RecurrentModule(RecurrentLayer layer, WeightDraw draw)
        : base(layer.GetType().Name)
    {
        (Units, StateSize) = (layer.Units, layer.StateSize);
        var rows = layer.Gates * layer.Units;
        Add(InputWeightName, empty(rows, layer.Inputs, dtype: ScalarType.Float32));
        Add(InputBiasName, empty(rows, dtype: ScalarType.Float32));
        Add(RecurrentWeightName, empty(rows, layer.Units, dtype: ScalarType.Float32));
        draw.Draw(Named(InputWeightName), InputBias, layer.Inputs, layer.Units);
        draw.Draw(RecurrentWeight, bias: null, layer.Units, layer.Units);
    }

    /// <summary>Number of outputs per step.</summary>
    public int Units { get; }

    /// <summary>Size of an example's state: the outputs, then the memory.</summary>
    public int StateSize { get; }

    /// <summary>[gates x units].</summary>
    private protected Parameter InputBias => Named(InputBiasName);

    /// <summary>[gates x units, units].</summary>
    private Parameter RecurrentWeight => Named(RecurrentWeightName);

    /// <summary>The outputs of all steps of [batch, steps, inputs] from a state of zeros on: [batch, steps, units].</summary>
    public override Tensor forward(Tensor input) => Run(input, StateOf(zeros(input.shape[0], StateSize, input.dtype)));

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
