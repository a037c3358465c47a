namespace Hourglass.Kernels.Threading;

/// <summary>Shares things out among workers.</summary>
internal static class WorkShare
{
    /// <summary>A worker's share of so many things, in whole groups.</summary>
    /// <param name="count">How many things.</param>
    /// <param name="worker">Who, from 0.</param>
    /// <param name="workers">How many there are.</param>
    /// <param name="group">How many things stay together.</param>
    public static (int From, int To) Of(int count, int worker, int workers, int group = 1)
    {
        var groups = (count + group - 1) / group;
        return (Math.Min(count, (int)((long)groups * worker / workers) * group), Math.Min(count, (int)((long)groups * (worker + 1) / workers) * group));
    }
}
