using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cluster.Infrastructure.Segments;
using Cluster.Messaging;
using Cluster.ServiceDefaults;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Cluster.Ingestion.Tests;

/// <summary>Whatever comes in is read or refused with a code; nothing of it fails the service.</summary>
[Properties(MaxTest = 1_000, Arbitrary = [typeof(ReadingProperties)])]
public sealed class ReadingProperties
{
    private static readonly PushSegments Push = new(TimeProvider.System);
    private static readonly string[] Names = [.. Push.RequiredFields.Concat(Push.OptionalFields).Select(f => f.Name), "unknown"];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-0.0", "-1", "1e400", "1e-400", "9007199254740993", "99999999999999999999999999999999", "1.00000000000000000001",
        "\"\"", "\" \"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"\\ufeff\"", "\"\\uffff\"", "\"e\\u0301\"", "\"公路\"", "\"road\"", "\"open\"",
        "\"2025-02-29\"", "\"0001-01-01\"", "\"9999-12-31\"", "[]", "[null]", "[\"a\",[\"b\"]]", "{}", "{\"a\":{\"b\":[]}}",
    ];

    /// <summary>A row of any fields with any values, as its text.</summary>
    public static Arbitrary<RowText> AnyRowText() => Arb.From(
        from names in Gen.SubListOf(Names)
        from values in Gen.Elements(Values).ListOf(names.Count)
        select new RowText($"{{{string.Join(',', names.Zip(values, (name, value) => $"\"{name}\":{value}"))}}}"));

    [Property]
    public void Any_value_in_any_field_is_read_or_refused_with_a_code(RowText text)
    {
        using var body = RequestBody.Parse(Encoding.UTF8.GetBytes(text.Json));
        var row = new Row(body.Root, new Caller("市交通运输局", "system", "department", Address: null, Trace: null), routeKey: null);

        var segment = Push.Build(row);

        row.Faults.ShouldAllBe(f => f.Code.Length > 0 && f.Message.Zh.Length > 0 && f.Message.En.Length > 0);
        if (row.IsSound)
        {
            JsonNode.Parse(EventJson.Write(Push.Describe(segment))).ShouldNotBeNull();
        }
    }

    [Property]
    public void Any_damage_to_a_body_is_read_or_refused_with_a_code((ushort At, byte To)[] damage, byte cut)
    {
        var bytes = Encoding.UTF8.GetBytes("{\"mode\":\"validate\",\"atomic\":true,\"rows\":[{\"key\":\"包银\",\"lengthKm\":1.5e1,\"touches\":[\"东河区\"],\"note\":\"\\u4e00\"}]}");
        foreach (var (at, to) in damage)
        {
            bytes[at % bytes.Length] = to;
        }

        try
        {
            using var body = RequestBody.Parse(bytes.AsMemory(0, bytes.Length - (cut % 8)));
            BatchRequest.Of(body.Root).Rows.ShouldNotBeEmpty();
        }
        catch (RefusedException refused)
        {
            refused.Problem.Extensions["code"].ShouldBeOfType<string>().ShouldNotBeEmpty();
        }
    }

    [Property]
    public void What_was_read_reads_the_same_again(string? text)
    {
        var field = new TextField("text", "名称", "The name", MaxLength: 50);
        if (field.Read(JsonSerializer.SerializeToElement(text)).Value is { } read)
        {
            read.Length.ShouldBeInRange(1, 50);
            field.Read(JsonSerializer.SerializeToElement(read)).Value.ShouldBe(read);
        }
    }

    [Property]
    public bool A_figure_is_kept_whole_or_refused(decimal figure)
    {
        var field = new DecimalField("value", "数值", "The value", "km", -1_000_000m, 1_000_000m, 3);
        var (read, fault) = field.Read(JsonSerializer.SerializeToElement(figure));
        return read == figure || fault is not null;
    }
}

public sealed record RowText(string Json);
