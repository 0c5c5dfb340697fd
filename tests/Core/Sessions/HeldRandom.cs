using System.Security.Cryptography;
using Rollcall.Core.Sessions;

namespace Rollcall.Tests.Core.Sessions;

/// <summary>A random source that can be held, and with it every thread that makes a new hash.</summary>
internal sealed class HeldRandom : RandomNumberGenerator
{
    private readonly ManualResetEventSlim open = new(true);
    private readonly SemaphoreSlim arrived = new(0);

    public override void GetBytes(byte[] data)
    {
        arrived.Release();
        open.Wait();
        Fill(data);
    }

    /// <summary>Gives so many threads of the gate a hash to make, and waits until all of them are held.</summary>
    public async Task<List<Task<PasswordHash?>>> HoldAsync(PasswordGate gate, int threads)
    {
        while (await arrived.WaitAsync(0)) { }
        open.Reset();
        var atWork = new List<Task<PasswordHash?>>();
        for (var i = 0; i < threads; i++)
        {
            atWork.Add(gate.HashAsync("held", default));
            await arrived.WaitAsync();
        }
        return atWork;
    }

    public void Release() => open.Set();

    protected override void Dispose(bool disposing)
    {
        open.Dispose();
        arrived.Dispose();
        base.Dispose(disposing);
    }
}
