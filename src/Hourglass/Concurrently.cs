using System.Runtime.ExceptionServices;

namespace Hourglass;

/// <summary>Runs independent work on several threads, with the exceptions of a plain loop.</summary>
internal static class Concurrently
{
    /// <summary>
    /// Runs <paramref name="body"/> for 0 .. <paramref name="count"/> - 1 in any order. If calls fail, the exception of the
    /// failed call with the lowest index is thrown as it is, not wrapped in an <see cref="AggregateException"/>.
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
