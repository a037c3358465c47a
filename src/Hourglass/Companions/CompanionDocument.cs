namespace Hourglass.Companions;

/// <summary>What is saved of a fit beside its weights.</summary>
/// <typeparam name="TCompanion">The kind of companion, such as a sampler.</typeparam>
/// <param name="Format">The file's format.</param>
/// <param name="Asked">The companion as it was asked for.</param>
/// <param name="Fitted">The same with the parameters that the examples chose.</param>
/// <param name="Model">A fingerprint of the weights of the model that it was fitted to.</param>
/// <param name="Seed">Of the fit.</param>
internal sealed record CompanionDocument<TCompanion>(int Format, TCompanion Asked, TCompanion Fitted, string Model, ulong Seed)
    where TCompanion : Companion;
