namespace Hourglass.Tests.Data.Tables;

/// <summary>A file that people have, and what must come of it.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="File">The name of the file.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Expected">The kinds of its columns, or a part of the message that refuses it.</param>
internal sealed record NastyTable(string Name, string File, byte[] Content, string Expected)
{
    /// <summary>A part of the doubts; empty for none.</summary>
    public string Doubt { get; init; } = "";

    public override string ToString() => Name;
}
