namespace Hourglass;

/// <summary>A figure under its stable name, which ends in its unit.</summary>
/// <param name="Name">The name, such as <c>loss_nats</c> or <c>psnr_db</c>.</param>
/// <param name="Value">The value.</param>
public readonly record struct Metric(string Name, double Value);
