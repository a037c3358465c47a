using System.Reflection;
using Hourglass.Data;
using Hourglass.Files;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>Finds and builds modules by the names of their classes.</summary>
internal static class CustomModule
{
    private const string Signature = "(DataShape shape, int numbers)";

    // One at a time, because libtorch's generator is shared by the process.
    private static readonly Lock Building = new();

    /// <summary>Builds a module and tests it on two rows.</summary>
    /// <param name="name">The class's name with that of its assembly.</param>
    /// <param name="shape">The constructor's first argument.</param>
    /// <param name="numbers">The constructor's second.</param>
    /// <param name="inputs">Numbers per input row.</param>
    /// <param name="outputs">Required numbers per output row.</param>
    /// <param name="random">Draws the initial weights.</param>
    /// <exception cref="HourglassException">The class is missing or unsuitable, or its module gives another shape.</exception>
    public static nn.Module<Tensor, Tensor> Build(string name, DataShape shape, int numbers, int inputs, int outputs, Generator random)
    {
        var constructor = Constructor(name);
        using var seed = randint(0, int.MaxValue, [1], ScalarType.Int64, generator: random);
        var module = Create(name, constructor, shape, numbers, seed.item<long>());
        try
        {
            foreach (var (tensor, value) in module.state_dict())
            {
                if (!ModuleTensors.CanHold(value.dtype))
                    throw new HourglassException($"The module '{What(name)}' keeps '{Got(tensor)}' as {value.dtype}, but models are saved as Float32 (or " +
                        $"Int64 for counters); use {Allowed("one of these types")}.");
            }

            Try(name, module, inputs, outputs);
            return module;
        }
        catch (HourglassException)
        {
            module.Dispose();
            throw;
        }
    }

    private static nn.Module<Tensor, Tensor> Create(string name, ConstructorInfo constructor, DataShape shape, int numbers, long seed)
    {
        lock (Building)
        {
            using var before = TorchSharp.torch.random.get_rng_state();
            TorchSharp.torch.random.manual_seed(seed);
            try
            {
                return (nn.Module<Tensor, Tensor>)constructor.Invoke([shape, numbers]);
            }
            catch (TargetInvocationException e) when (e.InnerException is { } cause)
            {
                throw new HourglassException($"The module '{What(name)}' cannot be built for examples of shape {Got(shape)} and {numbers} numbers: " +
                    $"{Sentence(cause)}.",
                    cause);
            }
            finally
            {
                TorchSharp.torch.random.set_rng_state(before);
            }
        }
    }

    private static void Try(string name, nn.Module<Tensor, Tensor> module, int inputs, int outputs)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        module.eval();
        long[] got;
        try
        {
            got = module.call(zeros(2, inputs, dtype: ScalarType.Float32)).shape;
        }
        catch (Exception e)
        {
            throw new HourglassException($"The module '{What(name)}' fails on rows of {Got(inputs)} numbers: {Sentence(e)}; " +
                $"{Allowed($"it must map [batch, {inputs}] to [batch, {outputs}]")}.", e);
        }

        module.train();
        if (!got.AsSpan().SequenceEqual([2, outputs]))
            throw new HourglassException($"The module '{What(name)}' maps rows [2, {Got(inputs)}] to [{string.Join(", ", got)}], but the model needs [2, " +
                $"{outputs}]; {Allowed($"make its last layer give {outputs} numbers per row")}.");
    }

    private static ConstructorInfo Constructor(string name)
    {
        var type = Find(name)
            ?? throw new HourglassException($"There is no {What("class")} '{Got(name)}' in this program, but the model needs it as encoder or decoder; " +
                $"{Allowed("reference the assembly that defines it, or load that assembly first")}.");
        if (!type.IsAssignableTo(typeof(nn.Module<Tensor, Tensor>)))
            throw new HourglassException($"The class '{What(name)}' is not an nn.Module<Tensor, Tensor> of TorchSharp; {Allowed("derive it from that")}.");
        if (type.IsAbstract || type.IsGenericType)
            throw new HourglassException($"The class '{What(name)}' is {Got(type.IsAbstract ? "abstract" : "generic")}, so no module can be created from " +
                $"it by name; give {Allowed("one that is neither")}.");
        return type.GetConstructor([typeof(DataShape), typeof(int)])
            ?? throw new HourglassException($"The class '{What(name)}' has no public constructor {Got(Signature)}; {Allowed("add one")}.");
    }

    /// <summary>The class, in an assembly that is loaded or can be loaded.</summary>
    private static Type? Find(string name)
    {
        try
        {
            return Type.GetType(
                name,
                assembly => Array.Find(AppDomain.CurrentDomain.GetAssemblies(), loaded => loaded.GetName().Name == assembly.Name) ?? Assembly.Load(assembly),
                typeResolver: null);
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or ArgumentException or TypeLoadException)
        {
            throw new HourglassException($"The class '{What(name)}' cannot be found: {Got(Sentence(e))}; " +
                $"{Allowed("reference the assembly that defines it, or load that assembly first")}.", e);
        }
    }

    private static string Sentence(Exception cause) => cause.Message.Split('\n')[0].TrimEnd('.', '\r');
}
