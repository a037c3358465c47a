#pragma warning disable
namespace Hourglass.Preprocessing { public sealed class Scaling { public void Invert(Span<float> row) {} }
 internal sealed class ScaledExamples(Hourglass.Data.Examples e, Scaling s) : Hourglass.Data.Examples(e.Count, e.Shape, null) { public override void CopyTo(ReadOnlySpan<int> i, Span<float> d) => e.CopyTo(i, d);} }
namespace Hourglass.Data { internal sealed class BinarizedExamples(Hourglass.Data.Examples e, ulong seed = 0) : Hourglass.Data.Examples(e.Count, e.Shape, null) { public override void CopyTo(ReadOnlySpan<int> i, Span<float> d) => e.CopyTo(i, d);} }
