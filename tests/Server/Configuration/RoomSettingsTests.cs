using Rollcall.Apps.Rooms;
using Rollcall.Server.Hosting;
using Rollcall.Server.Hosting.Configuration;
using Xunit;

namespace Rollcall.Tests.Server.Configuration;

/// <summary>Kinds of messages are a table by name, in every notation.</summary>
public sealed class RoomSettingsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("rollcall-settings-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static TheoryData<string, string> Polls => new()
    {
        {
            "config.toml",
            """
            [rooms.subtypes.poll]
            min_role = "moderator"
            max_bytes = 2048
            [rooms.subtypes.poll.fields.question]
            type = "string"
            required = true
            max = 200
            [rooms.subtypes.poll.fields.options]
            type = "array"
            required = true
            max = 10
            """
        },
        {
            "config.yaml",
            """
            rooms:
              subtypes:
                poll:
                  min_role: moderator
                  max_bytes: 2048
                  fields:
                    question: { type: string, required: true, max: 200 }
                    options: { type: array, required: true, max: 10 }
            """
        },
        {
            // The specification's own example.
            "config.json",
            """
            {"rooms":{"subtypes":{"poll":{"min_role":"moderator","max_bytes":2048,"fields":{"question":{"type":"string","required":true,"max":200},"options":{"type":"array","required":true,"max":10}}}}}}
            """
        },
    };

    [Theory]
    [MemberData(nameof(Polls))]
    public void A_kind_of_message_is_set_up_under_its_name_in_every_notation(string file, string text)
    {
        Write(file, text);
        IsPoll(Load());
    }

    [Fact]
    public void The_environment_and_the_command_line_set_it_up_too()
    {
        IsPoll(Load(new()
        {
            ["ROLLCALL_ROOMS__SUBTYPES__POLL__MIN_ROLE"] = "moderator",
            ["ROLLCALL_ROOMS__SUBTYPES__POLL__MAX_BYTES"] = "2048",
            ["ROLLCALL_ROOMS__SUBTYPES__POLL__FIELDS__QUESTION__REQUIRED"] = "true",
            ["ROLLCALL_ROOMS__SUBTYPES__POLL__FIELDS__QUESTION__MAX"] = "200",
            ["ROLLCALL_ROOMS__SUBTYPES__POLL__FIELDS__OPTIONS__TYPE"] = "array",
        }, "--rooms.subtypes.poll.fields.options.required", "true", "--rooms.subtypes.poll.fields.options.max=10"));
    }

    [Fact]
    public void Later_sources_change_single_keys_of_a_kind_and_a_name_may_hold_dots()
    {
        Write("config.toml", """
            [rooms.subtypes."poll.v2"]
            max_bytes = 100
            [rooms.subtypes.note]
            """);
        var loaded = Load([], "--rooms.subtypes.\"poll.v2\".min_role", "owner");

        var (poll, note) = (loaded.Settings.Rooms.Subtypes["poll.v2"], loaded.Settings.Rooms.Subtypes["note"]);
        Assert.Equal((RoomRole.Owner, 100), (poll.MinRole, poll.MaxBytes));
        Assert.Equal((RoomRole.Member, 4_096, 0), (note.MinRole, note.MaxBytes, note.Fields.Count));
        Assert.Equal("config.toml line 2", loaded.Values.Single(value => value.Path == "rooms.subtypes.\"poll.v2\".max_bytes").Origin);
    }

    [Theory]
    [InlineData("[rooms.subtypes.poll]\nmin_rule = \"owner\"", "rooms.subtypes.poll.min_rule (config.toml line 2) is not a key; did you mean rooms.subtypes.NAME.min_role?")]
    [InlineData("[rooms.subtypes.poll]\nmin_role = \"king\"", "rooms.subtypes.poll.min_role = \"king\" (config.toml line 2): takes one of read_only, member, moderator, owner")]
    [InlineData("[rooms.subtypes.poll]\nmax_bytes = 20000", "rooms.subtypes.poll.max_bytes = 20000 (config.toml line 2): must be a whole number from 2 to 16384 bytes; the default is 4096")]
    [InlineData("[rooms]\nsubtypes = \"poll\"", "rooms.subtypes (config.toml line 2): is a table of sections by name; give rooms.subtypes.name.min_role")]
    public void What_is_wrong_in_a_table_is_told_with_its_name(string text, string line)
    {
        Write("config.toml", text);
        Assert.Equal([line], Assert.Throws<StartRefusedException>(() => Load()).Lines);
    }

    private static void IsPoll(LoadedSettings loaded)
    {
        var (name, poll) = Assert.Single(loaded.Settings.Rooms.Subtypes);
        Assert.Equal(("poll", RoomRole.Moderator, 2_048), (name, poll.MinRole, poll.MaxBytes));
        Assert.Equal(["options", "question"], poll.Fields.Keys.Order());
        Assert.Equal(new SubtypeFieldSettings { Type = "string", Required = true, Max = 200 }, poll.Fields["question"]);
        Assert.Equal(new SubtypeFieldSettings { Type = "array", Required = true, Max = 10 }, poll.Fields["options"]);
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(folder, file), text);

    private LoadedSettings Load(Dictionary<string, string>? environment = null, params string[] arguments) => SettingsLoader.Load(folder, null, environment ?? [], arguments);
}
