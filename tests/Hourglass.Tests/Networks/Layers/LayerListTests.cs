using Hourglass.Data;
using Hourglass.Engines.Fused.Compile;
using Hourglass.Layers;
using Hourglass.Numerics;
using Hourglass.Tests.Contracts;
using static TorchSharp.torch;

namespace Hourglass.Tests.Layers;

/// <summary>The typed list of layers says what the built modules are.</summary>
public sealed class LayerListTests
{
    public static TheoryData<string> Cases => ContractCase.Names(ContractCase.All);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_tensor_of_a_body_is_listed_with_its_saved_name_and_shape(string name)
    {
        var contract = ContractCase.Of(name);
        using var model = contract.Blueprint().Build();
        var layers = AutoencoderLayers.Of(model.Blueprint);
        foreach (var (part, list, body) in new[] { ("encoder", layers.Encoder, model.Modules.Encoder), ("decoder", layers.Decoder, model.Modules.Decoder) })
        {
            Assert.NotNull(list);
            var learnt = body.named_parameters().Select(pair => pair.name).ToHashSet(StringComparer.Ordinal);
            Assert.Equal(
                body.state_dict().Select(pair => Text($"{part}.{pair.Key}", pair.Value.shape, learnt.Contains(pair.Key))).Order(StringComparer.Ordinal),
                list.Tensors(part).Select(tensor => Text(tensor.Name, [.. tensor.Shape.Select(size => (long)size)],
                    tensor.Learns)).Order(StringComparer.Ordinal));
        }

        static string Text(string name, long[] shape, bool learns) => $"{name} [{string.Join(", ", shape)}] {learns}";
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_layer_takes_what_the_one_before_it_gives(string name)
    {
        var contract = ContractCase.Of(name);
        var blueprint = contract.Blueprint();
        var layers = AutoencoderLayers.Of(blueprint);
        Check(layers.Encoder, blueprint.Networks.Seen.Size, blueprint.CodeKind.Outputs(blueprint.Networks.Latent));
        Check(layers.Decoder, blueprint.Networks.DecoderInputs, AutoencoderLayers.Written(blueprint).Size);

        static void Check(ValueList<Layer>? layers, int inputs, int outputs)
        {
            if (layers is null) return;
            Assert.Equal(inputs, layers[0].From.Size);
            Assert.Equal(outputs, layers[^1].To.Size);
            foreach (var (layer, next) in layers.Zip(layers.Skip(1))) Assert.Equal(layer.To, next.From);
            foreach (var block in layers.OfType<ResidualBlock>()) Check(block.Branch, block.From.Size, block.To.Size);
        }
    }

    [Fact]
    public void Equal_bodies_have_equal_lists()
    {
        var shape = new DataShape(1, 9, 7);
        var body = new ResidualSpec([4, 8], [16], Normalization: Normalization.Batch, Dropout: 0.1);
        Assert.Equal(body.EncoderLayers(shape, 3), (body with { Blocks = 1 }).EncoderLayers(shape, 3));
        Assert.NotEqual(body.EncoderLayers(shape, 3), (body with { Blocks = 2 }).EncoderLayers(shape, 3));
        Assert.NotEqual(body.EncoderLayers(shape, 3), (body with { Kernel = 5 }).EncoderLayers(shape, 3));
    }

    [Fact]
    public void The_list_alone_computes_a_dense_encoder()
    {
        using var model = Recipes.Ae(Networks.Dense(DataShape.Row(5), hidden: [4, 3], latent: 2, activation: Activation.Tanh)).Build(seed: 4);
        var rows = Drawn.Uniform([6, 5]);
        var result = AutoencoderLayers.Of(model.Blueprint).Encoder!.Aggregate(rows, (x, layer) => layer switch
        {
            Dense dense => nn.functional.linear(x, Saved(dense.Weight), Saved(dense.Bias!)),
            Nonlinearity { Function: Activation.Tanh } => x.tanh(),
            _ => throw new InvalidOperationException($"{layer} is not of this encoder."),
        });
        Assert.Equal(model.Modules.Encoder.call(rows).data<float>(), result.data<float>());

        Tensor Saved(string name) => model.Modules.state_dict()[$"encoder.{name}"];
    }

    [Fact]
    public void The_list_alone_computes_a_recurrent_encoder()
    {
        using var model = Recipes.Seq2Seq(Networks.Recurrent(new DataShape(1, 4, 3), latent: 2, RecurrentCell.Gru, units: 5, layers: 2)).Build(seed: 4);
        var rows = Drawn.Uniform([6, 12]);
        var result = AutoencoderLayers.Of(model.Blueprint).Encoder!.Aggregate(rows, (x, layer) => layer switch
        {
            ToSteps { To: var series } => x.reshape(-1, series.Height, series.Width),
            Gru gru => Enumerable.Range(0, gru.Steps).Aggregate((State: zeros(6, gru.Units), Outputs: Array.Empty<Tensor>()), (past, step) =>
            {
                var inputs = nn.functional.linear(x.select(1, step), Saved(gru.InputWeight), Saved(gru.InputBias)).chunk(gru.Gates, 1);
                var states = past.State.mm(Saved(gru.RecurrentWeight).t()).chunk(gru.Gates, 1);
                var (reset, update) = ((inputs[0] + states[0]).sigmoid(), (inputs[1] + states[1]).sigmoid());
                var candidate = (inputs[2] + (reset * (states[2] + Saved(gru.CandidateBias)))).tanh();
                var next = ((1 - update) * candidate) + (update * past.State);
                return (next, [.. past.Outputs, next]);
            }).Outputs is var outputs ? stack(outputs, 1) : x,
            LastStep last => x.select(1, last.Steps - 1),
            Dense dense => nn.functional.linear(x, Saved(dense.Weight), Saved(dense.Bias!)),
            _ => throw new InvalidOperationException($"{layer} is not of this encoder."),
        });
        Assert.True(model.Modules.Encoder.call(rows).allclose(result, 1e-5, 1e-6));

        Tensor Saved(string name) => model.Modules.state_dict()[$"encoder.{name}"];
    }

    [Fact]
    public void A_tied_decoder_names_the_encoders_layers()
    {
        using var model = Recipes.Tied(DataShape.Row(5), hidden: [4, 3], latent: 2).Build();
        var tied = model.Modules.Layers.Decoder!.OfType<TiedDense>().ToArray();
        Assert.Equal(["dense3.weight", "dense2.weight", "dense1.weight"], tied.Select(layer => layer.Source.Weight));
        Assert.All(tied, layer => Assert.Contains(layer.Source, model.Modules.Layers.Encoder!));
    }

    [Fact]
    public void Every_kind_of_layer_has_a_builder_or_a_decoder_that_computes_it_and_some_are_left_to_libtorch()
    {
        var kinds = typeof(Layer).Assembly.GetTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(Layer))).ToArray();
        Assert.True(kinds.Length >= 13);
        var built = Kinds<LayerBuilder>();
        Assert.Equal([typeof(TiedDense), typeof(Unrolled)], ByName(kinds.Except(built)));
        Assert.Equal([typeof(FromSteps), typeof(Gate), typeof(Gru), typeof(HideColumns), typeof(LastStep), typeof(Lstm), typeof(ToSteps), typeof(Unrolled)],
            ByName(kinds.Except(Kinds<LayerCompiler>())));

        static IEnumerable<Type> ByName(IEnumerable<Type> types) => types.OrderBy(type => type.Name, StringComparer.Ordinal);

        static IEnumerable<Type> Kinds<TKnows>()
            where TKnows : IOfLayer =>
            typeof(TKnows).Assembly.GetTypes().Where(type => !type.IsAbstract
                && type.IsAssignableTo(typeof(TKnows))).Select(type => ((TKnows)Activator.CreateInstance(type)!).Layer);
    }
}
