using System.Text.Json.Nodes;

namespace Cluster.System.Tests.Contract;

/// <summary>
/// What a program written against an OpenAPI document would stumble over in a later one: something it sends is refused now, or something it
/// reads is not there any more. What is added breaks nothing.
/// </summary>
internal sealed class BreakingChanges
{
    private readonly JsonNode _published;
    private readonly JsonNode _current;
    private readonly List<string> _found = [];
    private readonly HashSet<string> _compared = [];

    private BreakingChanges(JsonNode published, JsonNode current) => (_published, _current) = (published, current);

    public static IReadOnlyList<string> Between(JsonNode published, JsonNode current)
    {
        var changes = new BreakingChanges(published, current);
        foreach (var (path, operations) in Members(published["paths"]))
        {
            foreach (var (method, operation) in Members(operations))
            {
                changes.CompareOperation($"{method} {path}", operation!, current["paths"]?[path]?[method]);
            }
        }

        return changes._found;
    }

    private void CompareOperation(string where, JsonNode was, JsonNode? @is)
    {
        if (@is is null)
        {
            _found.Add($"{where} is gone");
            return;
        }

        CompareParameters(where, Parameters(was), Parameters(@is));
        CompareContents($"{where} body", was["requestBody"]?["content"], @is["requestBody"]?["content"], isSent: true);
        foreach (var (status, response) in Members(was["responses"]))
        {
            if (@is["responses"]?[status] is { } now)
            {
                CompareContents($"{where} {status}", response!["content"], now["content"], isSent: false);
            }
            else
            {
                _found.Add($"{where} {status} is gone");
            }
        }
    }

    private void CompareParameters(string where, Dictionary<string, JsonNode> was, Dictionary<string, JsonNode> @is)
    {
        foreach (var (name, parameter) in was)
        {
            if (@is.TryGetValue(name, out var now))
            {
                CompareSchema($"{where} {name}", parameter["schema"], now["schema"], isSent: true);
            }
            else
            {
                _found.Add($"{where} {name} is gone");
            }
        }

        _found.AddRange(@is.Where(p => IsRequired(p.Value) && !(was.TryGetValue(p.Key, out var before) && IsRequired(before)))
            .Select(p => $"{where} {p.Key} is required now"));
    }

    private void CompareContents(string where, JsonNode? was, JsonNode? @is, bool isSent)
    {
        foreach (var (type, content) in Members(was))
        {
            if (@is?[type] is { } now)
            {
                CompareSchema(where, content!["schema"], now["schema"], isSent);
            }
            else
            {
                _found.Add($"{where} {type} is gone");
            }
        }
    }

    private void CompareSchema(string where, JsonNode? was, JsonNode? @is, bool isSent)
    {
        if (was is null || (was["$ref"] is { } reference && !_compared.Add($"{reference} {isSent} {@is?["$ref"]}")))
        {
            return;
        }

        (was, @is) = (Resolve(_published, was), Resolve(_current, @is));
        var (typesBefore, typesNow) = (Words(was["type"]), Words(@is?["type"]));
        if (isSent ? typesBefore.Except(typesNow).Any() : typesNow.Except(typesBefore).Any())
        {
            _found.Add($"{where} was {string.Join('|', typesBefore)} and is {string.Join('|', typesNow)}");
        }

        if (isSent)
        {
            CompareBounds(where, was, @is);
        }

        var (needed, neededNow) = (Words(was["required"]), Words(@is?["required"]));
        _found.AddRange(isSent
            ? neededNow.Except(needed).Select(name => $"{where}.{name} is required now")
            : needed.Except(neededNow).Select(name => $"{where}.{name} can be missing now"));
        foreach (var (name, property) in Members(was["properties"]))
        {
            if (@is?["properties"]?[name] is { } now)
            {
                CompareSchema($"{where}.{name}", property, now, isSent);
            }
            else
            {
                _found.Add($"{where}.{name} is gone");
            }
        }

        CompareSchema($"{where}[]", was["items"], @is?["items"], isSent);
        foreach (var (before, now) in (was["oneOf"]?.AsArray() ?? []).Zip(@is?["oneOf"]?.AsArray() ?? []))
        {
            CompareSchema(where, before, now, isSent);
        }
    }

    private void CompareBounds(string where, JsonNode was, JsonNode? @is)
    {
        _found.AddRange(Words(was["enum"]).Except(Words(@is?["enum"])).Select(word => $"{where} does not take {word} any more"));
        foreach (var (bound, isUpper) in new[] { ("maxLength", true), ("maximum", true), ("maxItems", true), ("minimum", false), ("minItems", false) })
        {
            var (before, now) = (Number(was[bound]), Number(@is?[bound]));
            if (now is not null && (before is null || (isUpper ? now < before : now > before)))
            {
                _found.Add($"{where} has the {bound} {now} now, which was {before?.ToString() ?? "open"}");
            }
        }

        if (@is?["pattern"]?.ToString() is { } pattern && pattern != was["pattern"]?.ToString())
        {
            _found.Add($"{where} has to match {pattern} now");
        }
    }

    private static JsonNode Resolve(JsonNode document, JsonNode? schema) =>
        schema?["$ref"]?.ToString() is { } reference
            ? Resolve(document, document["components"]!["schemas"]![reference[(reference.LastIndexOf('/') + 1)..]])
            : schema ?? new JsonObject();

    private static Dictionary<string, JsonNode> Parameters(JsonNode operation) =>
        (operation["parameters"]?.AsArray() ?? []).ToDictionary(p => $"{p!["in"]} {p["name"]}", p => p!);

    private static bool IsRequired(JsonNode parameter) => parameter["required"]?.GetValue<bool>() == true;

    private static decimal? Number(JsonNode? value) => value is null ? null : decimal.Parse(value.ToString(), global::System.Globalization.CultureInfo.InvariantCulture);

    private static string[] Words(JsonNode? value) => value switch
    {
        null => [],
        JsonArray many => [.. many.Select(word => $"{word}")],
        _ => [value.ToString()],
    };

    private static JsonObject Members(JsonNode? node) => node?.AsObject() ?? new JsonObject();
}
