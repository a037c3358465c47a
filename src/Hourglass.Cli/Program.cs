using System.CommandLine;
using Hourglass.Cli;

var parsed = CommandLine.Create().Parse(args.Length == 0 ? ["--help"] : args);
if (parsed.Errors.Count > 0)
{
    Console.Error.WriteLine($"hourglass: {WrongUsage.Explain(parsed)}");
    return 2;
}

return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
