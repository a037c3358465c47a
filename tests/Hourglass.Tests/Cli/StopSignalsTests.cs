using System.Runtime.InteropServices;
using Hourglass.Cli;

namespace Hourglass.Tests.Cli;

public sealed class StopSignalsTests
{
    [Fact]
    public void A_signal_ends_the_process_where_nobody_looks_for_it()
    {
        using var signals = new StopSignals(new Output(json: true, new CommandVocabulary(Hourglass.Cli.CommandLine.Create())));
        Assert.False(Send(signals).Cancel);
        Assert.False(signals.Asked);
    }

    [Fact]
    public void A_signal_after_the_work_that_looked_for_it_ends_the_process()
    {
        using var signals = new StopSignals(new Output(json: true, new CommandVocabulary(Hourglass.Cli.CommandLine.Create())));
        Assert.Equal(7, signals.While(_ => 7));
        Assert.Throws<InvalidOperationException>(() => signals.While<int>(_ => throw new InvalidOperationException()));
        Assert.False(Send(signals).Cancel);
        Assert.False(signals.Asked);
    }

    [Fact]
    public void The_first_signal_asks_for_a_stop_and_the_second_ends_the_process()
    {
        using var signals = new StopSignals(new Output(json: true, new CommandVocabulary(Hourglass.Cli.CommandLine.Create())));
        signals.While(request =>
        {
            Assert.True(Send(signals).Cancel);
            Assert.True(request.IsCancellationRequested);
            return 0;
        });
        Assert.True(signals.Asked);
        signals.While(request =>
        {
            Assert.True(request.IsCancellationRequested);
            Assert.False(Send(signals).Cancel);
            return 0;
        });
    }

    private static PosixSignalContext Send(StopSignals signals)
    {
        var context = new PosixSignalContext(PosixSignal.SIGINT);
        signals.Receive(context);
        return context;
    }
}
