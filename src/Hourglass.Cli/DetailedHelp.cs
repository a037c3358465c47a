using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Hourglass.Cli;

/// <summary>The usual help, followed by the details and examples of a <see cref="DocumentedCommand"/>.</summary>
internal sealed class DetailedHelp(HelpAction usual) : SynchronousCommandLineAction
{
    /// <summary>Help needs no required options.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var status = usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is DocumentedCommand command)
            parseResult.InvocationConfiguration.Output.WriteLine(ToolName.In(command.Details, ToolName.Text));
        return status;
    }
}
