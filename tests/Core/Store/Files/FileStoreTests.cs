using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Core.Store.Files;
using Rollcall.Core.Store;
using Rollcall.Tests.Support;

namespace Rollcall.Tests.Core.Store.Files;

public sealed class FileStoreTests : EventStoreContract
{
    private readonly TemporaryFolder folder = new();

    // Small files, so that the contract's rounds roll them.
    protected override Task<IEventStore> OpenStoreAsync() => Task.FromResult<IEventStore>(
        FileStore.Open(StoreFolder.Options(folder.Path) with { SegmentBytes = 4096 }, TimeProvider.System, NullLogger.Instance));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }
}
