using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Rollcall.Server.Hosting.Api;

/// <summary>The routes of the server as an OpenAPI 3.1 document, read off what is mapped and off what doors say of themselves.</summary>
internal static class OpenApiDocument
{
    /// <summary>Writes it.</summary>
    public static JsonObject Of(IEnumerable<RouteEndpoint> endpoints, IReadOnlyList<ApiNote> notes)
    {
        var paths = new SortedDictionary<string, SortedDictionary<string, JsonNode>>(StringComparer.Ordinal);
        foreach (var route in Routes(endpoints, notes))
        {
            if (!paths.TryGetValue(route.Path, out var methods))
                paths[route.Path] = methods = new(StringComparer.Ordinal);
            methods[route.Method.ToLowerInvariant()] = Operation(route, notes);
        }

        return new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Rollcall", ["version"] = ProductVersion.Text, ["description"] = "What is said in bodies stands in docs/protocol; messages of the WebSockets are in /asyncapi.json." },
            ["tags"] = new JsonArray([.. notes.Select(note => Tag(note.Name, note.About)), Tag("Server", "The server around the applications.")]),
            ["paths"] = new JsonObject(paths.Select(path => KeyValuePair.Create(path.Key, (JsonNode?)new JsonObject(path.Value.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value)))))),
            ["components"] = new JsonObject
            {
                ["responses"] = new JsonObject(
                [
                    .. notes.SelectMany(note => Statuses(note).Select(status => KeyValuePair.Create($"{note.Name}{status.Key}", (JsonNode?)Refusal(string.Join(", ", status.Order(StringComparer.Ordinal)))))),
                    KeyValuePair.Create("Refused", (JsonNode?)Refusal("Refused.")),
                ]),
                ["schemas"] = new JsonObject
                {
                    ["Refusal"] = new JsonObject
                    {
                        ["type"] = "object",
                        ["required"] = new JsonArray("detail", "code"),
                        ["properties"] = new JsonObject { ["detail"] = new JsonObject { ["type"] = "string" }, ["code"] = new JsonObject { ["type"] = "string" } },
                    },
                },
            },
        };
    }

    /// <summary>All routes, those behind a table of a door's own included and what only leads to it left out.</summary>
    public static IEnumerable<ApiRoute> Routes(IEnumerable<RouteEndpoint> endpoints, IReadOnlyList<ApiNote> notes)
    {
        foreach (var endpoint in endpoints)
        {
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];
            foreach (var method in methods)
                yield return new(method, PathOf(endpoint.RoutePattern), "", NeedsCredentials: false);
        }

        foreach (var route in notes.SelectMany(note => note.Routes))
            yield return route;
    }

    private static string PathOf(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        _ => throw new InvalidOperationException($"nobody knows how to write {part.GetType().Name}"),
    }))));

    private static JsonObject Operation(ApiRoute route, IReadOnlyList<ApiNote> notes)
    {
        var note = notes.FirstOrDefault(one => one.Socket?.Path == route.Path || one.Paths.Any(path => IsUnder(route.Path, path)));
        var isSocket = route.Method == "GET" && notes.Any(one => one.Socket?.Path == route.Path);
        var operation = new JsonObject { ["tags"] = new JsonArray(note?.Name ?? "Server") };
        if (route.Summary.Length > 0)
            operation["summary"] = route.Summary;
        if (Parameters(route.Path) is { Count: > 0 } parameters)
            operation["parameters"] = new JsonArray([.. parameters]);
        var responses = new JsonObject { [isSocket ? "101" : "2XX"] = new JsonObject { ["description"] = isSocket ? "The WebSocket is open; see /asyncapi.json." : "Done." } };
        foreach (var status in note is null ? [] : Statuses(note))
            responses[$"{status.Key}"] = Reference($"{note!.Name}{status.Key}");
        responses["default"] = Reference("Refused");
        operation["responses"] = responses;
        if (route.NeedsCredentials)
            operation["description"] = "For operators only.";
        return operation;
    }

    private static List<JsonNode> Parameters(string path) => [.. path.Split('/').Where(part => part.StartsWith('{')).Select(part => new JsonObject
    {
        ["name"] = part.Trim('{', '}'), ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" },
    })];

    private static JsonObject Tag(string name, string about) => new() { ["name"] = name, ["description"] = about };

    private static IEnumerable<IGrouping<int, string>> Statuses(ApiNote note) => note.Codes.GroupBy(code => code.Value, code => code.Key).OrderBy(group => group.Key);

    private static JsonObject Reference(string response) => new() { ["$ref"] = $"#/components/responses/{response}" };

    private static JsonObject Refusal(string about) => new()
    {
        ["description"] = about,
        ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/Refusal" } } },
    };

    private static bool IsUnder(string path, string folder) => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);
}
