using Hourglass.Data;
using Hourglass.Files;
using Hourglass.Persistence;

namespace Hourglass.Runs;

/// <summary>Rejects results that would replace their own sources.</summary>
public static class ResultPath
{
    /// <summary>Rejects an empty name, which would mean the current folder.</summary>
    /// <exception cref="UsageException">The name is empty.</exception>
    public static void RequireNamed(string result)
    {
        if (string.IsNullOrWhiteSpace(result)) throw new UsageException($"{What(Setting("output"))} is {Got("empty")}; give " +
            $"{Allowed("the name of a file or folder to write")}.");
    }

    /// <summary>Rejects a result that is a source itself or one of the files in it.</summary>
    /// <param name="result">The file or folder to be written.</param>
    /// <param name="source">The source: a file, a folder, or a description of data such as <c>idx:FOLDER</c>.</param>
    /// <exception cref="UsageException">It would replace the source or a part of it.</exception>
    public static void RequireApart(string result, string source)
    {
        RequireNamed(result);
        if (DataSource.PathOf(source) is not { } path) return;
        if (PathIdentity.AreSame(result, path))
            throw new UsageException($"{What(Setting("output"))} is '{Got(result)}', but the result is computed from '{source}', which it would replace; " +
                $"give {Allowed("another name")}.");
        if (File.Exists(result) && Directory.Exists(path) && PathIdentity.IsWithin(result, path))
            throw new UsageException($"{What(Setting("output"))} is '{Got(result)}', a file in the folder '{source}' that the result is computed from, and " +
                $"would replace that file; give {Allowed("another name")}.");
    }

    /// <summary>Rejects a result that is one of a run's own files.</summary>
    /// <param name="result">The file or folder to be written.</param>
    /// <param name="run">The run's folder.</param>
    /// <exception cref="UsageException">It would replace a part of the run.</exception>
    public static void RequireApartFromRun(string result, string run)
    {
        RequireNamed(result);
        if (new RunFolder(run).Owns(result))
            throw new UsageException($"{What(Setting("output"))} is '{Got(result)}', which is one of the files of the run in '{run}'; give " +
                $"{Allowed("another name")}.");
    }

    /// <summary>Rejects a folder in which a model must not be saved.</summary>
    /// <exception cref="HourglassException">The folder holds a run, or a model of another blueprint.</exception>
    internal static void RequireReplaceable(string folder, Blueprint blueprint)
    {
        RequireNamed(folder);
        if (new RunFolder(folder).Exists)
            throw new HourglassException($"The folder '{What(folder)}' holds a run, whose weights a saved model would replace; " +
                $"{Allowed("save to another folder")}.");
        if (File.Exists(Path.Combine(folder, ModelFolder.Blueprint)) && ModelFolder.ReadBlueprint(folder) != blueprint)
            throw new HourglassException($"The folder '{What(folder)}' holds another model, which would be replaced; {Allowed("save to another folder")}.");
    }
}
