using Rollcall.Server.CommandLine;

return await Commands.RunAsync(args);
