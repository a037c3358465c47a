using System.CommandLine;
using Hourglass.Cli;
using Hourglass.Cli.Commands;
using Hourglass.SpeedBench;

var child = new Option<string?>("--child") { Hidden = true };
var bench = BenchCommand.Create((invocation, request) =>
{
    var task = invocation.Get(child);
    if (task is not null) ChildTask.LoadTorch(task);
    invocation.StartEngine();
    return invocation.Stoppable(token =>
    {
        var settings = new BenchSettings(request.Rounds, request.Seconds, request.Quick, token);
        if (task is not null) ChildTask.Run(task, settings);
        else new Benchmark(settings, request.Sections, $"./hourglass bench {string.Join(' ', invocation.Arguments)}").Run(invocation.Output, request.File);
        return 0;
    });
});
bench.Add(child);

// The same command line as the tool's, of which this is the one command.
return await CommandLine.RunAsync(CommandLine.Of(bench), [bench.Name, .. args]);
