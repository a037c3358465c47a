namespace Hourglass.Kernels.Threading;

/// <summary>Distributes items among workers.</summary>
internal static class WorkShare
{
    /// <summary>A worker's share of the items, in whole groups.</summary>
    /// <param name="count">Number of items.</param>
    /// <param name="worker">Index of the worker, from 0.</param>
    /// <param name="workers">Number of workers.</param>
    /// <param name="group">Items that stay together.</param>
    public static (int From, int To) Of(int count, int worker, int workers, int group = 1)
    {
        var groups = (count + group - 1) / group;
        return (Math.Min(count, (int)((long)groups * worker / workers) * group), Math.Min(count, (int)((long)groups * (worker + 1) / workers) * group));
    }
}
