namespace Hourglass.Corruptions;

/// <summary>What <see cref="Autoencoder.Denoise"/> gives, in the units of the data source.</summary>
/// <param name="Damaged">The examples as the model was shown them: [count, size].</param>
/// <param name="Cleaned">What the model makes of them: [count, size].</param>
public sealed record Denoised(float[,] Damaged, float[,] Cleaned);
