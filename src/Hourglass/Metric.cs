namespace Hourglass;

/// <summary>A figure under its stable name, which ends in its unit.</summary>
/// <param name="Name">Such as <c>loss_nats</c> or <c>psnr_db</c>.</param>
/// <param name="Value">The figure.</param>
public readonly record struct Metric(string Name, double Value);
