using System.Security.Cryptography;
using Rollcall.Apps.Devices;
using Rollcall.Apps.Meets;
using Rollcall.Apps.Queue;
using Rollcall.Apps.Rooms;
using Rollcall.Core.Channels;
using Rollcall.Core.Store;
using Rollcall.Server.Hosting.Settings;

namespace Rollcall.Server.Hosting;

/// <summary>Begins a new life of every log that came out of a backup. A further kind of channel whose clients keep positions is one line here.</summary>
internal static class RestoredData
{
    /// <summary>Does it; answers how many channels have a new life. Accounts have none: nobody keeps a position in them.</summary>
    public static async Task<int> RenewAsync(IEventStore store, RollcallSettings settings, TimeProvider time, RandomNumberGenerator chance, CancellationToken cancel)
    {
        string Fresh() => EpochNames.Fresh(time.GetUtcNow(), chance);
        return await Renewal.RunAsync(store, "meet", new MeetKind(MeetRules.Default), time, meet => MeetRenewal.Begin(meet, Fresh()), cancel)
            + await Renewal.RunAsync(store, "queue", new QueueKind(new QueueRules(settings.Queue.ReplayEvents)), time, queue => QueueRenewal.Begin(queue, Fresh()), cancel)
            + await Renewal.RunAsync(store, "room", new RoomKind(RoomRules.Default), time, room => room.Epoch.Length == 0 ? null : new NewLife<Room, RoomEvent>(room.Living(new(Fresh()))), cancel)
            + await Renewal.RunAsync(store, "user", new UserKind(), time, user => UserRenewal.Begin(user, Fresh()), cancel);
    }
}
