namespace Hourglass.Cli;

/// <summary>The repository that the tool was started in, for the commands that work on its sources and tables.</summary>
internal static class RepositoryRoot
{
    /// <summary>The environment variable in which <c>./hourglass</c> names it.</summary>
    private const string Variable = "HOURGLASS_ROOT";

    /// <summary>The folder that <c>./hourglass</c> names; started otherwise, the current one.</summary>
    public static string Find() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Directory.GetCurrentDirectory();
}
