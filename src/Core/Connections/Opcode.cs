namespace Rollcall.Core.Connections;

/// <summary>What a frame is (RFC 6455, 5.2). Those from 8 on are control frames.</summary>
internal enum Opcode
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
}
