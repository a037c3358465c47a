using System.CommandLine;
using System.CommandLine.Help;
using System.Text;
using Hourglass.Evaluation;
using Hourglass.Pages;
using Hourglass.Settings;

namespace Hourglass.Tests.Docs;

/// <summary>The page of all commands and options, made from the command line and the parameters that all models share.</summary>
internal static class CommandsPage
{
    public const string Path = "docs/commands.md";

    private const string Head = """
        # Commands and options

        Generated from the tool itself. `./hourglass COMMAND --help` shows the same with examples. Exit status: 0 success, 1 failure, 2 incorrect usage.

        ## Results and errors as JSON

        With `--json`, the last line of standard output is one JSON object: the result of the command and, if the command fails, its error:

        ```json
        {"error":{"kind":"usage","message":"epochs is 0; give a whole number from 1 to 1000000 (passes over the training data).","what":"epochs","got":"0","allowed":"a whole number from 1 to 1000000"},"exit_status":2}
        ```

        - `kind` is `usage` (the request is wrong; exit status 2), `failure` (the request cannot be carried out, such as a damaged file; 1), `cancelled` (stopped by
          Ctrl-C or SIGTERM; 1) or `unexpected` (a bug or a limit of the machine; 1).
        - `message` is the sentence that standard error shows. `what` is the option, file or value that it is about, `got` what was found, `allowed` what is allowed
          instead or what to do; each is null if the sentence does not state it.
        - `violations` lists all errors, each with these four members, if several were found at once.
        - If the command had a result before it failed, such as the run that was interrupted, the object contains it too.

        """;

    private const string Options = """

        ## Options of training

        These options apply to `train`, `sweep` and `--config FILE` (a JSON object of options; `--set` takes precedence), in addition to the options of each model.
        `./hourglass models NAME` lists all options of a model with its own defaults.

        """;

    public static string Text()
    {
        var line = Hourglass.Cli.CommandLine.Create();
        var page = new StringBuilder(Head);
        page.Append("\n## All commands\n\n");
        Append(page, line.Options.Where(option => option.Recursive || option is VersionOption));
        foreach (var command in line.Subcommands)
        {
            page.Append($"\n## {command.Name}\n\n{command.Description}\n\n");
            if (command.Arguments.Count + command.Options.Count > 0) Append(page, command.Options.Where(option => !option.Hidden), command.Arguments);
        }

        page.Append(Options);
        foreach (var group in new ParameterGroup[] { new("Networks and loss", [.. LossParameters.WithOptions(NetworkParameters.All)]), new("Training", TrainingParameters.All), new("Data", DataParameters.All) })
        {
            page.Append($"\n### {group.Title}\n\n");
            MarkdownTable.Append(page, [["option", "default", "allowed", "meaning"], .. group.Parameters.Select(Row)]);
        }

        page.Append("\n## Losses\n\n");
        MarkdownTable.Append(page, [["loss", "what it is", "its options"],
            .. LossParameters.Choices.Select(choice => new[] { $"`{choice.Name}`", choice.Meaning, string.Join(", ", choice.Options.Select(option => $"`{option.Name}`")) })]);
        page.Append("\n## Options of evaluate\n\n[Metrics](measures.md) explains each option.\n\n");
        MarkdownTable.Append(page, [["option", "default", "allowed", "meaning"], .. EvaluationOptions.Parameters.Select(Row)]);
        page.Append("\nFor a model of a table, also:\n\n");
        MarkdownTable.Append(page, [["option", "default", "allowed", "meaning"], .. TableFidelityOptions.Parameters.Select(Row)]);
        return page.ToString();
    }

    private static string[] Row(Parameter parameter) => [$"`{parameter.Name}`", Cell(parameter.DefaultText), Cell(parameter.Range), Cell(parameter.Meaning)];

    private static void Append(StringBuilder page, IEnumerable<Option> options, IEnumerable<Argument>? arguments = null)
    {
        IEnumerable<string[]> first = (arguments ?? []).Select(argument => new[] { $"`{argument.Name}`", Cell(argument.Description), "" });
        MarkdownTable.Append(page, [["option", "meaning", "default"], .. first, .. options.Where(option => option is not HelpOption).Select(Row)]);
    }

    private static string[] Row(Option option)
    {
        var names = string.Join(", ", option.Aliases.Prepend(option.Name).Select(name => $"`{name}`"));
        var initial = option.Required ? "required" : option.HasDefaultValue ? $"{option.GetDefaultValue()}" : "";
        return [names, Cell(option.Description), option.ValueType == typeof(bool) ? "" : Cell(initial)];
    }

    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal);
}
