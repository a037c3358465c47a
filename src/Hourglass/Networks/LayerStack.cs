using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hourglass;

/// <summary>Collects named layers in order, drawing their weights, and ends as one sequential module.</summary>
internal sealed class LayerStack(Initialization initialization, Generator random)
{
    private readonly List<(string Name, nn.Module<Tensor, Tensor> Layer)> layers = [];
    private int count;
    private Parameter? lastWeight;

    public LayerStack Dense(int inputs, int outputs, bool hasBias = true)
    {
        var layer = nn.Linear(inputs, outputs, hasBias);
        Draw(layer.weight!, layer.bias, fanIn: inputs, fanOut: outputs);
        return Add($"dense{++count}", layer);
    }

    /// <summary>A dense layer of twice as many numbers, of which one half gates the other.</summary>
    public LayerStack Gated(int inputs, int outputs, Activation activation)
    {
        var layer = nn.Linear(inputs, 2 * outputs);
        Draw(layer.weight!, layer.bias, fanIn: inputs, fanOut: outputs);
        return Add($"dense{++count}", layer).Add($"gate{count}", new Gate(activation));
    }

    /// <summary>A dense layer with what follows its weights.</summary>
    public LayerStack Hidden(HiddenLayers hidden, int inputs, int outputs) => Dense(inputs, outputs, hidden.HasBias).Activate(hidden, outputs).Drop(hidden);

    public LayerStack Conv(int inputs, int outputs, int kernel, int stride, bool hasBias = true)
    {
        var layer = nn.Conv2d(inputs, outputs, kernel, stride: stride, padding: kernel / 2, bias: hasBias);
        Draw(layer.weight!, layer.bias, fanIn: inputs * kernel * kernel, fanOut: outputs * kernel * kernel);
        return Add($"conv{++count}", layer);
    }

    /// <summary>A transposed convolution of stride 2 from <paramref name="from"/> to exactly <paramref name="to"/> (rows, columns).</summary>
    public LayerStack ConvTranspose(int inputs, int outputs, int kernel, (int Height, int Width) from, (int Height, int Width) to, bool hasBias = true)
    {
        var layer = new TransposedConvolution(inputs, outputs, kernel, from, to, hasBias);
        Draw(layer.Weight, layer.Bias, fanIn: inputs * kernel * kernel, fanOut: outputs * kernel * kernel);
        return Add($"deconv{++count}", layer);
    }

    public LayerStack Activate(Activation activation) =>
        activation == Activation.Linear ? this : Add($"activation{count}", activation.ToLayer());

    /// <summary>The normalisation of so many units or feature maps, if any, and the activation.</summary>
    public LayerStack Activate(HiddenLayers hidden, int features) => (hidden.Normalization switch
    {
        Normalization.Layer => Add($"norm{count}", new LayerNormalization(features)),
        Normalization.Batch => Add($"norm{count}", new BatchNormalization(features)),
        _ => this,
    }).Activate(hidden.Activation);

    /// <summary>The dropout, if any.</summary>
    public LayerStack Drop(HiddenLayers hidden) => hidden.Dropout > 0 ? Add($"dropout{count}", new Dropout(hidden.Dropout)) : this;

    /// <summary>Adds to what comes in what a branch makes of it.</summary>
    /// <param name="branch">Adds the branch's layers; it gives as many numbers as it takes.</param>
    /// <param name="gain">The factor on the branch's last weights.</param>
    public LayerStack Residual(Func<LayerStack, LayerStack> branch, double gain)
    {
        var inner = branch(new LayerStack(initialization, random));
        using var frozen = no_grad();
        inner.lastWeight?.mul_(gain);
        return Add($"block{++count}", new ResidualBlock(inner.Build()));
    }

    public LayerStack Pool() => Add($"pool{count}", nn.MaxPool2d(2, ceil_mode: true));

    public LayerStack ToPictures(int channels, int height, int width) => Add("pictures", new ToPictures(channels, height, width));

    public LayerStack ToRows() => Add("rows", nn.Flatten());

    public nn.Module<Tensor, Tensor> Build() => nn.Sequential(layers);

    private LayerStack Add(string name, nn.Module<Tensor, Tensor> layer)
    {
        layers.Add((name, layer));
        return this;
    }

    private void Draw(Parameter weight, Parameter? bias, double fanIn, double fanOut)
    {
        lastWeight = weight;
        initialization.Draw(random, weight, bias, fanIn, fanOut);
    }
}
