using System.Text.Json.Nodes;

namespace Hourglass.Cli;

/// <summary>The <c>--json</c> result of a command that fails: kind, message and fields of the error, and the exit status.</summary>
internal static class FailureResult
{
    /// <summary>An error of the request; exit status 2.</summary>
    public const string Usage = "usage";

    /// <summary>A failure that the user can act on; exit status 1.</summary>
    public const string Failure = "failure";

    /// <summary>The command was stopped by Ctrl-C or SIGTERM before its end; exit status 1.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>An error that Hourglass does not know: a bug or a limit of the machine; exit status 1.</summary>
    public const string Unexpected = "unexpected";

    /// <summary>The members <c>error</c> and <c>exit_status</c>.</summary>
    /// <param name="kind">The kind of error.</param>
    /// <param name="message">The whole message.</param>
    /// <param name="violations">All errors that were found at once; the message alone if there is only one.</param>
    /// <param name="words">The words of the command line.</param>
    /// <param name="status">The exit status.</param>
    public static JsonObject Of(string kind, MessageText message, IReadOnlyList<MessageText> violations, IVocabulary words, int status)
    {
        var error = new JsonObject { ["kind"] = kind };
        Describe(error, message, words);
        if (violations.Count > 1)
        {
            error["violations"] = new JsonArray([.. violations.Select(violation =>
            {
                var one = new JsonObject();
                Describe(one, violation, words);
                return one;
            })]);
        }

        return new JsonObject { ["error"] = error, ["exit_status"] = status };
    }

    private static void Describe(JsonObject error, MessageText message, IVocabulary words)
    {
        error["message"] = message.ToString(words);
        error["what"] = message.Field(MessageField.What, words);
        error["got"] = message.Field(MessageField.Got, words);
        error["allowed"] = message.Field(MessageField.Allowed, words);
    }
}
