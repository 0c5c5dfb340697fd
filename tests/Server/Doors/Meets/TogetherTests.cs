using Rollcall.Tests.Support;
using Xunit;

namespace Rollcall.Tests.Server.Doors.Meets;

/// <summary>Desks that work on one meet together.</summary>
public class TogetherTests
{
    [Fact]
    public async Task What_one_desk_enters_another_sees_and_it_survives_a_restart()
    {
        await using var server = await MeetServer.StartAsync();
        await using var head = await server.CreateMeetAsync();
        await using var desk = await server.JoinMeetAsync(head);

        head.Set("meet.name", "Spring Open");
        await MeetFixture.UntilAgreedAsync(head, desk);
        desk.Set("registration.entries[20001]", MeetFixture.Entry(20001));
        desk.Set("registration.entries[20001].squatKg[0]", 180);
        await MeetFixture.UntilAgreedAsync(head, desk);
        Assert.Equal(180, (int)head.Memory.Canonical.Items["registration.entries[20001].squatKg[0]"].Value!);

        await server.RestartAsync();
        await head.ConnectAsync();
        await desk.ConnectAsync();
        await MeetFixture.UntilAgreedAsync(head, desk);
        await using var fresh = await server.JoinMeetAsync(head, "Desk 3");
        await MeetFixture.UntilAgreedAsync(head, desk, fresh);
    }
}
