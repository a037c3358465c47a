namespace Hourglass.OnnxBaseline;

/// <summary>
/// A chain of operators as an ONNX model (onnx.proto, ONNX 1.13: opset 17, IR version 8), from the input <see cref="InputName"/>
/// [batch, size] to the output of the operator added last.
/// </summary>
/// <param name="size">Numbers a row of the input.</param>
public sealed class OnnxGraph(int size)
{
    /// <summary>The name of the input.</summary>
    public const string InputName = "input";

    private const int FloatType = 1;
    private const int Int64Type = 7;
    private readonly List<MessageWriter> nodes = [];
    private readonly List<MessageWriter> constants = [];

    /// <summary>The name of the last operator's output.</summary>
    public string Last { get; private set; } = InputName;

    /// <summary>Adds y = x W' + b.</summary>
    /// <param name="weight">[outputs, inputs].</param>
    /// <param name="bias">[outputs].</param>
    public OnnxGraph Dense(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias) =>
        Add("Gemm", [Constant(weight, bias.Length, weight.Length / bias.Length), Constant(bias, bias.Length)], Integer("transB", 1));

    /// <summary>Adds a convolution with kernels [to, from, side, side] that pads by half of them.</summary>
    public OnnxGraph Convolution(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int from, int side, int stride) => Add(
        "Conv",
        [Constant(weight, bias.Length, from, side, side), Constant(bias, bias.Length)],
        Integers("strides", stride, stride),
        Integers("pads", side / 2, side / 2, side / 2, side / 2));

    /// <summary>Adds a transposed convolution of stride 2 with kernels [from, to, side, side] that pads by half of them.</summary>
    public OnnxGraph TransposedConvolution(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int from, int side, int furtherRows,
        int furtherColumns) => Add(
        "ConvTranspose",
        [Constant(weight, from, bias.Length, side, side), Constant(bias, bias.Length)],
        Integers("strides", 2, 2),
        Integers("pads", side / 2, side / 2, side / 2, side / 2),
        Integers("output_padding", furtherRows, furtherColumns));

    /// <summary>Adds 2 x 2 max-pooling, with a part of a window at the edge.</summary>
    public OnnxGraph Pool() => Add("MaxPool", [], Integers("kernel_shape", 2, 2), Integers("strides", 2, 2), Integer("ceil_mode", 1));

    /// <summary>Turns rows into pictures.</summary>
    public OnnxGraph ToPictures(int channels, int height, int width)
    {
        var name = $"shape{constants.Count}";
        var tensor = new MessageWriter().Number(1, 4).Number(2, Int64Type).Text(8, name);
        foreach (var side in new[] { -1, channels, height, width }) tensor.Number(7, side);
        constants.Add(tensor);
        return Add("Reshape", [name]);
    }

    /// <summary>Turns pictures into rows.</summary>
    public OnnxGraph ToRows() => Add("Flatten", []);

    /// <summary>Adds an operator of one input, such as Relu.</summary>
    public OnnxGraph Elementwise(string operation) => Add(operation, []);

    /// <summary>The model as bytes.</summary>
    public byte[] ToModel()
    {
        var graph = new MessageWriter();
        foreach (var node in nodes) graph.Message(1, node);
        graph.Text(2, "autoencoder");
        foreach (var constant in constants) graph.Message(5, constant);
        graph.Message(11, Described(InputName, size)).Message(12, Described(Last, null));
        return new MessageWriter().Number(1, 8).Message(7, graph).Message(8, new MessageWriter().Text(1, "").Number(2, 17)).ToArray();
    }

    /// <summary>A tensor of rows: [batch, size].</summary>
    private static MessageWriter Described(string name, int? size)
    {
        var width = size is { } known ? new MessageWriter().Number(1, known) : new MessageWriter().Text(2, "width");
        var shape = new MessageWriter().Message(1, new MessageWriter().Text(2, "batch")).Message(1, width);
        return new MessageWriter().Text(1, name).Message(2, new MessageWriter().Message(1, new MessageWriter().Number(1, FloatType).Message(2, shape)));
    }

    private static MessageWriter Integer(string name, long value) => new MessageWriter().Text(1, name).Number(3, value).Number(20, 2);

    private static MessageWriter Integers(string name, params ReadOnlySpan<int> values)
    {
        var attribute = new MessageWriter().Text(1, name).Number(20, 7);
        foreach (var value in values) attribute.Number(8, value);
        return attribute;
    }

    private string Constant(ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        var name = $"constant{constants.Count}";
        var tensor = new MessageWriter();
        foreach (var side in shape) tensor.Number(1, side);
        constants.Add(tensor.Number(2, FloatType).Text(8, name).Floats(9, values));
        return name;
    }

    private OnnxGraph Add(string operation, IReadOnlyList<string> constantInputs, params ReadOnlySpan<MessageWriter> attributes)
    {
        var output = $"{operation.ToLowerInvariant()}{nodes.Count}";
        var node = new MessageWriter().Text(1, Last);
        foreach (var input in constantInputs) node.Text(1, input);
        node.Text(2, output).Text(4, operation);
        foreach (var attribute in attributes) node.Message(5, attribute);
        nodes.Add(node);
        Last = output;
        return this;
    }
}
