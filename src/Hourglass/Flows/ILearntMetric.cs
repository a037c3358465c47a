namespace Hourglass.Flows;

/// <summary>A flow that has learnt a metric of the latent space.</summary>
internal interface ILearntMetric
{
    /// <summary>The metric; the encoder, which places its anchors, is lent.</summary>
    LearntMetric Metric(Autoencoder model);
}
