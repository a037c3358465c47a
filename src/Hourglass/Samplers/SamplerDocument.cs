namespace Hourglass.Samplers;

/// <summary>A fitted sampler as it stands in <c>sampler.json</c>.</summary>
/// <param name="Format">The file's format.</param>
/// <param name="Asked">The sampler as it was asked for.</param>
/// <param name="Fitted">The same with the parameters that the examples chose.</param>
/// <param name="Model">A fingerprint of the weights of the model that it was fitted to.</param>
/// <param name="Seed">Of the fit.</param>
internal sealed record SamplerDocument(int Format, Sampler Asked, Sampler Fitted, string Model, ulong Seed);
