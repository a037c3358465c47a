namespace Hourglass.Flows;

/// <summary>A flow that has learnt a metric of the latent space.</summary>
internal interface ILearntMetric
{
    /// <summary>The metric. It needs the encoder, which places the anchors.</summary>
    LearntMetric Metric(Autoencoder model);
}
