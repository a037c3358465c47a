using Hourglass.Passes;
using static TorchSharp.torch;

namespace Hourglass.Evaluation;

/// <summary><c>accuracy</c>: the fraction of (clean) examples to whose class the model's softmax head assigns the highest probability.</summary>
/// <param name="model">The model.</param>
/// <param name="classifier">Its head: [batch, latent] to [batch, classes].</param>
internal sealed class ClassifierAccuracy(Autoencoder model, nn.Module<Tensor, Tensor> classifier) : IMeasure
{
    private long right;
    private long count;

    public IEnumerable<Metric> Metrics => count == 0 ? [] : [new("accuracy", (double)right / count)];

    public void Add(ReconstructedBatch batch)
    {
        if (batch.Clean is not { Labels: { } labels } clean) return;
        using var scope = NewDisposeScope();
        right += classifier.call(model.Locate(clean)).argmax(1).eq(labels).sum().item<long>();
        count += labels.shape[0];
    }
}
