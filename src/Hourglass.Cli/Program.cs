using Hourglass.Cli;

return await CommandLine.RunAsync(CommandLine.Create(), args.Length == 0 ? ["--help"] : args);
