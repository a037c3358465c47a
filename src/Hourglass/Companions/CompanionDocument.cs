namespace Hourglass.Companions;

/// <summary>What is saved of a fit besides its weights.</summary>
/// <typeparam name="TCompanion">The kind of companion, such as a sampler.</typeparam>
/// <param name="Format">Format version of the file.</param>
/// <param name="Asked">The companion as requested.</param>
/// <param name="Fitted">The same with the parameters that were chosen from the examples.</param>
/// <param name="Model">Fingerprint of the weights of the model that it was fitted to.</param>
/// <param name="Seed">Seed of the fit.</param>
internal sealed record CompanionDocument<TCompanion>(int Format, TCompanion Asked, TCompanion Fitted, string Model, ulong Seed)
    where TCompanion : Companion;
