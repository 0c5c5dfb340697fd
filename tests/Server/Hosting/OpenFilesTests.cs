using Rollcall.Server.Hosting;
using Rollcall.Server.Hosting.Settings;
using Xunit;

namespace Rollcall.Tests.Server.Hosting;

public class OpenFilesTests
{
    [Theory]
    [InlineData("20000                20000", 18_000)]
    [InlineData("1024                 524288", 768)]
    [InlineData("100                  100", 1)]
    [InlineData("unlimited            unlimited", int.MaxValue)]
    public void A_tenth_of_the_files_is_kept_for_other_things_than_connections(string columns, int room) =>
        Assert.Equal(room, OpenFiles.RoomIn($"Limit                     Soft Limit           Hard Limit           Units     \nMax open files            {columns}                files     \n"));

    [Fact]
    public void Where_nothing_is_known_there_is_no_bound() => Assert.Equal(int.MaxValue, OpenFiles.RoomIn(""));

    [Fact]
    public void A_server_takes_fifty_thousand_connections_unless_told_otherwise() => Assert.Equal(50_000, new LimitSettings().MaxConnections);
}
