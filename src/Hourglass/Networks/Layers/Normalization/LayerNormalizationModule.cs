using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>
/// y = (x - m) / sqrt(v + eps) * weight + bias with mean m and variance v of each example over its units [batch, units], or over
/// channels, height and width of its feature maps [batch, maps, height, width] (Ba et al. 2016, section 3); there is one weight and one
/// bias per unit or feature map, so that all positions of a map are treated alike.
/// </summary>
internal sealed class LayerNormalizationModule : nn.Module<Tensor, Tensor>
{
    public LayerNormalizationModule(int features)
        : base(nameof(LayerNormalization))
    {
        register_parameter("weight", nn.Parameter(ones(features, dtype: ScalarType.Float32)));
        register_parameter("bias", nn.Parameter(zeros(features, dtype: ScalarType.Float32)));
    }

    public override Tensor forward(Tensor input) =>
        nn.functional.group_norm(input, 1, get_parameter("weight"), get_parameter("bias"), LayerNormalization.Epsilon);
}
