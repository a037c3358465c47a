namespace Hourglass.Kernels.Gemm;

/// <summary>A vector without numbers.</summary>
internal readonly struct NoVector;
