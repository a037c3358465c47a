using static TorchSharp.torch;

namespace Hourglass.Layers;

/// <summary>
/// y = (x - m) / sqrt(v + eps) * weight + bias for each unit [batch, units] or feature map [batch, maps, height, width], with mean m and
/// variance v over the rest (Ioffe &amp; Szegedy 2015, algorithm 1). In training they are the batch's, and running means and (unbiased)
/// variances follow them; these replace them outside training and if a batch has only one number. A pass without
/// gradients changes nothing.
/// </summary>
internal sealed class BatchNormalizationModule : nn.Module<Tensor, Tensor>
{
    public BatchNormalizationModule(int features)
        : base(nameof(BatchNormalization))
    {
        register_parameter("weight", nn.Parameter(ones(features, dtype: ScalarType.Float32)));
        register_parameter("bias", nn.Parameter(zeros(features, dtype: ScalarType.Float32)));
        register_buffer("running_mean", zeros(features, dtype: ScalarType.Float32));
        register_buffer("running_var", ones(features, dtype: ScalarType.Float32));
    }

    public override Tensor forward(Tensor input)
    {
        // Looked up by name each time: a module moved to another type or device has new tensors.
        var (weight, bias) = (get_parameter("weight")!, get_parameter("bias")!);
        var (mean, variance) = (get_buffer("running_mean")!, get_buffer("running_var")!);
        var ofBatch = training && input.numel() > input.shape[1];
        if (ofBatch && !is_grad_enabled()) (mean, variance) = (mean.clone(), variance.clone());
        return nn.functional.batch_norm(input, mean, variance, weight, bias, ofBatch, BatchNormalization.Momentum, BatchNormalization.Epsilon);
    }
}
