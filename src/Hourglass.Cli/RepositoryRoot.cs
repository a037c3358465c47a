namespace Hourglass.Cli;

/// <summary>The root of the repository, for commands that use its sources.</summary>
internal static class RepositoryRoot
{
    /// <summary>The environment variable set by <c>./hourglass</c>.</summary>
    private const string Variable = "HOURGLASS_ROOT";

    /// <summary>The folder given by <c>./hourglass</c>, or else the current folder.</summary>
    public static string Find() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Directory.GetCurrentDirectory();
}
