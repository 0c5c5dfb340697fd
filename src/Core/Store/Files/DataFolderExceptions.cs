namespace Rollcall.Core.Store.Files;

/// <summary>Another process owns the data folder. The message names the folder and the mend.</summary>
public sealed class DataFolderInUseException(string folder, Exception? inner = null) : Exception(
    $"the data folder '{folder}' is in use by another Rollcall process: stop that one, or give this one a data_dir of its own", inner);

/// <summary>The data folder cannot be made or written to. The message names the folder and the mend.</summary>
public sealed class DataFolderUnwritableException(string folder, string why, Exception? inner = null) : Exception(
    $"the data folder '{folder}' cannot be written to ({why}): give this user the right to write there, or name another folder in data_dir", inner);
