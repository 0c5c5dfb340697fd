using Microsoft.Extensions.Logging.Abstractions;
using Rollcall.Server.Identity;
using Xunit;

namespace Rollcall.Tests.Server.Identity;

public class SessionEndingsTests
{
    // devices P5
    [Fact]
    public async Task Whoever_comes_in_at_the_moment_the_session_ends_is_told_once_whichever_was_first()
    {
        var endings = new SessionEndings(NullLogger.Instance);
        for (var session = 1L; session <= 3_000; session++)
        {
            var (id, open, told) = (session, true, 0);
            using var atOnce = new Barrier(2);
            var closing = Task.Run(() =>
            {
                atOnce.SignalAndWait();
                Volatile.Write(ref open, false);
                endings.Tell(id, "logged_out");
            });
            atOnce.SignalAndWait();
            using var place = endings.Add(id, _ => Interlocked.Increment(ref told), () => { }, () => Volatile.Read(ref open));
            await closing;
            Assert.Equal((1, false), (told, endings.IsConnected(id)));
        }
    }
}
