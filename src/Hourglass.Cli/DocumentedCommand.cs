using System.CommandLine;

namespace Hourglass.Cli;

/// <summary>A command with a one-line summary for the list of commands and, in its own help, details and examples.</summary>
internal sealed class DocumentedCommand(string name, string summary, string details) : Command(name, summary)
{
    public string Details => details;
}
