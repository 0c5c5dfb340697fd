namespace Rollcall.Server.Doors.Queue.Access;

/// <summary>Counts the WebSockets and streams of all queues, in total and per address.</summary>
/// <remarks>Any thread; the lock is held for a look-up.</remarks>
internal sealed class DoorCount(int most, int mostPerAddress)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> perAddress = new(StringComparer.Ordinal);
    private int total;

    /// <summary>Why a connection is not let in.</summary>
    public enum Refusal
    {
        /// <summary>It is let in.</summary>
        None,
        /// <summary>The queues have as many as they can take.</summary>
        Full,
        /// <summary>The address has.</summary>
        AddressFull,
    }

    /// <summary>Lets one in: dispose of <paramref name="place"/> when it is over.</summary>
    public Refusal Admit(ClientAddress address, out IDisposable? place)
    {
        place = null;
        lock (gate)
        {
            if (total >= most)
                return Refusal.Full;
            var there = perAddress.GetValueOrDefault(address.Key);
            if (!address.IsLoopback && there >= mostPerAddress)
                return Refusal.AddressFull;
            total++;
            perAddress[address.Key] = there + 1;
        }

        place = new Place(this, address.Key);
        return Refusal.None;
    }

    private void Leave(string address)
    {
        lock (gate)
        {
            total--;
            if (--perAddress[address] == 0)
                perAddress.Remove(address);
        }
    }

    private sealed class Place(DoorCount count, string address) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
                count.Leave(address);
        }
    }
}
