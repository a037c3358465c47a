using Hourglass.Data;

namespace Hourglass.Tests.Training;

/// <summary>Examples that tell when a batch is cut from them, which is how a test stops a run at an exact step.</summary>
internal sealed class CountedExamples : Examples
{
    private readonly Examples source;
    private readonly Action cut;

    public CountedExamples(Examples source, Action cut)
        : base(source)
    {
        this.source = source;
        this.cut = cut;
    }

    /// <summary>Whether to tell.</summary>
    public bool Armed { get; set; }

    public override void CopyTo(ReadOnlySpan<int> indices, Span<float> destination)
    {
        if (Armed) cut();
        source.CopyTo(indices, destination);
    }
}
