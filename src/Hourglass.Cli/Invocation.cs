using System.CommandLine;
using System.CommandLine.Parsing;
using Hourglass.Data;
using Hourglass.Native;
using Hourglass.Runs;
using TorchSharp;

namespace Hourglass.Cli;

/// <summary>The context of a command: parsed options, output, and stop requests.</summary>
internal sealed class Invocation(ParseResult parsed, Output output, StopSignals stop)
{
    /// <summary>
    /// The maximum number of threads. More threads than cores do not help: with a million, two cores stayed at a load of 675 and the process did not stop
    /// at SIGTERM, presumably because the signal handler of the runtime got no thread.
    /// </summary>
    public static int MostThreads => Math.Max(64, Environment.ProcessorCount);

    public Output Output => output;

    /// <summary>Whether Ctrl-C has requested a stop.</summary>
    public bool IsStopping => stop.Asked;

    /// <summary>Runs work that Ctrl-C stops through the token; otherwise Ctrl-C ends the process.</summary>
    public T Stoppable<T>(Func<CancellationToken, T> work) => stop.While(work);

    /// <summary>The same for work that tells its progress, which a terminal shows if it takes longer than a moment.</summary>
    public T Stoppable<T>(Func<Action<RowsDone>?, CancellationToken, T> work) => stop.While(token =>
    {
        using var line = new ProgressLine(output);
        return work(line.Report, token);
    });

    /// <summary>The given arguments without the command name.</summary>
    public IEnumerable<string> Arguments => parsed.Tokens.Where(token => token.Type != TokenType.Command).Select(token => token.Value);

    public T Get<T>(Option<T> option) => parsed.GetValue(option)!;

    public T Get<T>(Argument<T> argument) => parsed.GetValue(argument)!;

    /// <summary>A seed.</summary>
    /// <exception cref="UsageException">It is negative.</exception>
    public ulong Seed(Option<long> option) =>
        Get(option) is >= 0 and var seed
            ? (ulong)seed
            : throw new UsageException($"{What("seed")} is {Got(Get(option))}; give {Allowed("a whole number from 0")}.");

    public bool Has(Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>Sets the action of a command, with exit status 0 (success), 1 (failure) or 2 (incorrect usage).</summary>
    public static void SetAction(Command command, Func<Invocation, int> action) => command.SetAction(parsed => Run(parsed, action));

    /// <summary>Loads libtorch with the requested number of threads; only commands that compute call it.</summary>
    public void StartEngine()
    {
        TorchRuntime.Initialize();
        if (parsed.GetValue(CommonOptions.Threads) is { } count) torch.set_num_threads(count);
        else if (torch.get_num_threads() > MostThreads)
            throw new UsageException($"The environment variable {What("OMP_NUM_THREADS or MKL_NUM_THREADS")} sets {Got(torch.get_num_threads())} threads; " +
                $"set it to {Allowed($"1 to {MostThreads}")}, or give --threads.");
    }

    /// <summary>Opens a run, prints its warning, and refuses a result that would replace the data of the run.</summary>
    /// <exception cref="HourglassException">It has no trained weights, or is damaged.</exception>
    public Runs.Run OpenRun(string folder)
    {
        var run = Runs.Run.Open(folder);
        if (ResultPaths.Of(parsed) is { } result && run.Document is { } document) ResultPath.RequireApart(result, document.Data);
        StartEngine();
        _ = run.Model;
        output.Tell(run);
        return run;
    }

    /// <summary>Opens data in the format of the training data of a run, and prints what was read.</summary>
    /// <param name="run">The run.</param>
    /// <param name="descriptor">The data.</param>
    /// <param name="allowsSingleExample">Whether a single example is allowed.</param>
    /// <param name="keepsLeftOut">Whether the cells of columns of a table that the model does not use are kept.</param>
    public Dataset OpenData(Runs.Run run, string descriptor, bool allowsSingleExample = false, bool keepsLeftOut = false)
    {
        var matching = new TableMatching { IsStrict = Get(CommonOptions.Strict), Keep = KeptColumns, KeepsLeftOut = keepsLeftOut };
        if (run.Model.Preparation.Coding is null && (matching.IsStrict || matching.Keep.Count > 0))
            throw new UsageException($"{What(matching.IsStrict ? "--strict" : "--keep-columns")} applies to tables, and the model in '{run.Folder}' was trained " +
                $"on {Got("other data")}; {Allowed("omit it")}.");
        var array = Get(CommonOptions.Array);
        var data = Stoppable((report, token) => run.OpenData(descriptor, array, allowsSingleExample, matching, report, token));
        foreach (var note in data.Notes) output.Say(note);
        foreach (var warning in data.Warnings) output.WarnInResult(warning);
        return data;
    }

    /// <summary>The columns to be kept beside the results.</summary>
    public IReadOnlyList<string> KeptColumns => [.. (Get(CommonOptions.KeepColumns) ?? []).SelectMany(names =>
        names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    private static void RequireThreads(ParseResult parsed)
    {
        if (parsed.GetValue(CommonOptions.Threads) is not { } threads || (threads >= 1 && threads <= MostThreads)) return;
        throw new UsageException($"{What("threads")} is {Got(threads)}; give {Allowed($"1 to {MostThreads}")} (this machine has " +
            $"{Environment.ProcessorCount} cores, and more threads than cores do not help).");
    }

    private static int Run(ParseResult parsed, Func<Invocation, int> action)
    {
        var words = new CommandVocabulary(parsed.CommandResult.Command);
        var output = new Output(parsed.GetValue(CommonOptions.Json), words);
        using var stop = new StopSignals(output);
        try
        {
            RequireThreads(parsed);
            ResultPaths.Check(parsed);
            var status = action(new Invocation(parsed, output, stop));
            output.Finish();
            return status;
        }
        catch (UsageException e)
        {
            return Fail(e, FailureResult.Usage, 2);
        }
        catch (HourglassException e)
        {
            return Fail(e, stop.Asked ? FailureResult.Cancelled : FailureResult.Failure, 1);
        }
        catch (OperationCanceledException e) when (stop.Asked)
        {
            return Fail(new HourglassException($"{What(parsed.CommandResult.Command.Name)} was stopped before its end.", e), FailureResult.Cancelled, 1);
        }
        catch (Exception e)
        {
            // A bug, or a limit of libtorch such as memory: still one sentence, with the stack trace for the report.
            return Fail(new HourglassException($"{What(parsed.CommandResult.Command.Name)} failed unexpectedly: {Got(e.Message.Split('\n')[0])} Run it again " +
                $"with --verbose and please report the details.", e), FailureResult.Unexpected, 1);
        }

        int Fail(MessageException exception, string kind, int status)
        {
            Console.Error.WriteLine($"hourglass: {PlainText.Of(exception.Text.ToString(words))}");
            if (parsed.GetValue(CommonOptions.Verbose)) Console.Error.WriteLine(exception);
            output.Finish(FailureResult.Of(kind, exception.Text, exception.Violations, words, status));
            return status;
        }
    }
}
