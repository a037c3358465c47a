using System.Text.Json.Nodes;
using Hourglass.Data;

namespace Hourglass.Tests.Cli;

/// <summary>With <c>--json</c>, a failing command ends standard output with its error: kind, message, fields and exit status.</summary>
public sealed class FailureResultTests : IDisposable
{
    private const string Train = "train --data rows.npz --model ae --latent 2 --threads 1 --out run --json --set hidden=[8]";
    private readonly TemporaryFolder folder = new();

    public FailureResultTests() => Samples.Rows(folder);

    [Fact]
    public async Task Wrong_usage_gives_every_violation()
    {
        var error = await Error($"{Train} learning_rat=1 epochs=0 optimizer=sgdd", "usage", status: 2);
        Assert.Equal(["option", "epochs", "optimizer"], error["violations"]!.AsArray().Select(one => one!["what"]!.GetValue<string>()));
        Assert.Equal(["learning_rat", "0", "sgdd"], error["violations"]!.AsArray().Select(one => one!["got"]!.GetValue<string>()));
        Assert.Equal("a whole number from 1 to 1000000", error["violations"]![1]!["allowed"]!.GetValue<string>());
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Theory]
    [InlineData("train --jsno --json", "option or argument", "--jsno")]
    [InlineData("--json trian", "command", "trian")]
    [InlineData("generate run --out new.npy --count x --json", "count", "x")]
    [InlineData("train --data rows.npz --model ae --json", "--out", null)]
    [InlineData("encode --data rows.npz --out codes.npy --json", "DIR", null)]
    public async Task Errors_of_the_command_line_itself_have_fields(string line, string what, string? got)
    {
        var error = await Error(line, "usage", status: 2);
        Assert.Equal(what, error["what"]!.GetValue<string>());
        Assert.Equal(got, error["got"]?.GetValue<string>());
        Assert.NotNull(error["allowed"]);
    }

    [Fact]
    public async Task A_failure_names_the_file()
    {
        var error = await Error("encode none --data rows.npz --out codes.npy --json", "failure", status: 1);
        Assert.Equal("none", error["got"]!.GetValue<string>());
    }

    [Fact]
    public async Task Advice_is_in_the_words_of_the_command_line()
    {
        NpyFile.Write(folder["wide.npy"], Samples.Numbers(720, 1e30f), 120, 6);
        var line = $"{Train} learning_rate=0.001 loss=gaussian scale=none".Replace("rows.npz", "wide.npy", StringComparison.Ordinal);
        var error = await Error(line, "failure", status: 1);
        Assert.Contains("Try scaled data (--set scale=standard)", error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("(`scale=standard`)", File.ReadAllText(folder["run", "run.json"]).Replace("\\u0060", "`", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_training_gives_its_result_and_that_it_was_cancelled()
    {
        var stopped = await CommandLine.RunAndSignal(folder, "INT", "epoch 2/", $"{Train} epochs=1000000", isToldByError: true);
        Assert.Equal(1, stopped.Status);
        Assert.Equal("cancelled", stopped.Result["error"]!["kind"]!.GetValue<string>());
        Assert.Equal("interrupted", stopped.Result["stopped"]!.GetValue<string>());
        Assert.Equal(1, stopped.Result["exit_status"]!.GetValue<int>());
    }

    public void Dispose() => folder.Dispose();

    private async Task<JsonObject> Error(string line, string kind, int status)
    {
        var finished = await CommandLine.Run(folder, line);
        Assert.True(finished.Status == status, finished.Said);
        Assert.Equal(status, finished.Result["exit_status"]!.GetValue<int>());
        var error = finished.Result["error"]!.AsObject();
        Assert.Equal(kind, error["kind"]!.GetValue<string>());
        Assert.Contains($"hourglass: {error["message"]}", finished.Error, StringComparison.Ordinal);
        return error;
    }
}
