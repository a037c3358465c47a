using Hourglass.Cli;

FileSizeSignal.Ignore();
return await CommandLine.RunAsync(CommandLine.Create(), args.Length == 0 ? ["--help"] : args);
