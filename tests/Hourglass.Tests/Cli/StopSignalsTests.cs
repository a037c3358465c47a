using System.Runtime.InteropServices;
using Hourglass.Cli;

namespace Hourglass.Tests.Cli;

public sealed class StopSignalsTests
{
    [Fact]
    public void A_signal_ends_the_process_where_nobody_looks_for_it()
    {
        using var signals = new StopSignals(new Output(json: true));
        Assert.False(Send(signals).Cancel);
        Assert.False(signals.Watched().IsCancellationRequested);
    }

    [Fact]
    public void The_first_signal_asks_for_a_stop_and_the_second_ends_the_process()
    {
        using var signals = new StopSignals(new Output(json: true));
        var request = signals.Watched();
        Assert.True(Send(signals).Cancel);
        Assert.True(request.IsCancellationRequested);
        Assert.False(Send(signals).Cancel);
    }

    private static PosixSignalContext Send(StopSignals signals)
    {
        var context = new PosixSignalContext(PosixSignal.SIGINT);
        signals.Receive(context);
        return context;
    }
}
