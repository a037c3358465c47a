namespace Hourglass.Reports;

/// <summary>One fact of a report, such as "seed" and "7".</summary>
/// <param name="Name">Its name, in a word or two.</param>
/// <param name="Value">Its value, with its unit.</param>
public sealed record ReportFact(string Name, string Value);
