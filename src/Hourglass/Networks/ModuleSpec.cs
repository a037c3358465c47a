using Hourglass.Data;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Hourglass;

/// <summary>
/// A custom module as encoder or decoder: a public class that derives from TorchSharp's <c>nn.Module&lt;Tensor, Tensor&gt;</c>
/// and has a public constructor <c>(DataShape shape, int numbers)</c>. As an encoder it maps rows [batch, shape.Size] to
/// [batch, numbers], as a decoder rows [batch, numbers] to [batch, shape.Size]. A blueprint contains the class's name and a saved model
/// the module's state, so the program that loads it must know the class.
/// </summary>
/// <remarks>
/// Initial weights that the constructor draws from libtorch's own generator follow from the model's seed, as long as no other thread
/// draws from it meanwhile. Later draws of a module (dropout) do not, so two runs then differ. Parameters and buffers
/// are 32-bit floats; 64-bit integer buffers, as in batch normalisation, are saved too.
/// </remarks>
/// <param name="Class">The class's name with that of its assembly, without a version: <c>Mine.Encoder, Mine</c>.</param>
public sealed record ModuleSpec(string Class) : NetworkSpec
{
    /// <summary>Names a class.</summary>
    /// <typeparam name="TModule">Has a public constructor (DataShape shape, int numbers).</typeparam>
    public static ModuleSpec Of<TModule>()
        where TModule : Module<Tensor, Tensor> => new($"{typeof(TModule).FullName}, {typeof(TModule).Assembly.GetName().Name}");

    /// <inheritdoc/>
    public override IEnumerable<MessageText> Violations(DataShape shape, int latent, int outputs) => [];

    /// <summary>A row of all numbers, with those of the condition last.</summary>
    public override DataShape WithCondition(DataShape shape, int numbers) => DataShape.Row(shape.Size + numbers);

    /// <inheritdoc/>
    /// <exception cref="HourglassException">The class is missing or unsuitable, or its module gives another shape.</exception>
    public override Module<Tensor, Tensor> BuildEncoder(DataShape input, int outputs, Generator random) =>
        CustomModule.Build(Class, input, outputs, input.Size, outputs, random);

    /// <inheritdoc/>
    /// <exception cref="HourglassException">The class is missing or unsuitable, or its module gives another shape.</exception>
    public override Module<Tensor, Tensor> BuildDecoder(int inputs, DataShape output, Generator random) =>
        CustomModule.Build(Class, output, inputs, inputs, output.Size, random);
}
