using Hourglass.Cli;

namespace Hourglass.Tests.Cli;

public sealed class ToolNameTests
{
    [Fact]
    public void Examples_are_told_by_the_name_that_the_tool_was_started_by()
    {
        const string Examples = "Examples:\n  hourglass train --out hourglass\nhourglass models\n\nIn hourglass a run is a folder.";
        Assert.Equal("Examples:\n  ./hourglass train --out hourglass\n./hourglass models\n\nIn hourglass a run is a folder.",
            ToolName.In(Examples, "./hourglass"));
    }

    [Fact]
    public void Commands_to_type_are_quoted_for_the_shell()
    {
        Assert.Equal("hourglass train --resume --out runs/vae", ToolName.Command("train", "--resume", "--out", "runs/vae"));
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal("hourglass report 'my runs/it'\\''s $HOME'", ToolName.Command("report", "my runs/it's $HOME"));
        Assert.Equal("hourglass report ''", ToolName.Command("report", ""));
    }

    [Fact]
    public void Without_a_script_the_name_is_the_plain_one() => Assert.Equal("hourglass", ToolName.Text);
}
