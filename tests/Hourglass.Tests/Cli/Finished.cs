using System.Text.Json.Nodes;

namespace Hourglass.Tests.Cli;

/// <summary>A process that has ended.</summary>
/// <param name="Status">Its exit status.</param>
/// <param name="Out">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record Finished(int Status, string Out, string Error)
{
    /// <summary>Everything it said, for the message of a failed assertion.</summary>
    public string Said => $"status {Status}\n{Out}\n{Error}";

    /// <summary>With <c>--json</c>: the one line of standard output, which is a JSON object.</summary>
    public JsonObject Result => JsonNode.Parse(Assert.Single(Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)))!.AsObject();
}
