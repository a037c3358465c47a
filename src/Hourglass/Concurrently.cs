using System.Runtime.ExceptionServices;

namespace Hourglass;

/// <summary>Independent work on several threads, failing like a plain loop.</summary>
internal static class Concurrently
{
    /// <summary>
    /// Runs <paramref name="body"/> for 0 .. <paramref name="count"/> - 1 in any order. When calls fail, the exception of the
    /// first of them by index among those that ran is thrown as it is, not wrapped in an <see cref="AggregateException"/>.
    /// </summary>
    public static void For(int count, Action<int> body)
    {
        (int Index, ExceptionDispatchInfo Error)? first = null;
        var gate = new Lock();
        Parallel.For(0, count, (i, state) =>
        {
            try
            {
                body(i);
            }
            catch (Exception e)
            {
                lock (gate)
                {
                    if (first is null || i < first.Value.Index) first = (i, ExceptionDispatchInfo.Capture(e));
                }
                state.Break();
            }
        });
        first?.Error.Throw();
    }
}
