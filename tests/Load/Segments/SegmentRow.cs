using System.Text.Json;
using Cluster.Contracts.Infrastructure;
using Cluster.Load.Stack;
using Cluster.Messaging;

namespace Cluster.Load.Segments;

/// <summary>A road segment that nobody built, as a department would push it; its second version has another length, state and note.</summary>
internal sealed record SegmentRow(string Key, string Owner, int Number, int Version)
{
    public const string Kind = "road";

    private static readonly DateOnly FirstDay = new(2020, 1, 1);
    private static readonly string[] Counties = ["昆都仑区", "青山区", "东河区", "九原区", "石拐区", "土默特右旗", "固阳县", "达尔罕茂明安联合旗"];

    public string Route => $"S{300 + (Number % 40)}";

    public string Name => $"{Route}线第{Number}段改扩建工程";

    public string[] Touches => [Counties[Number % Counties.Length], Counties[(Number + 3) % Counties.Length]];

    public decimal LengthKm => 5m + (Number % 900 / 100m) + Version;

    public string TechnicalClass => Number % 3 == 0 ? "class-1" : "class-2";

    public string Status => Version == 1 ? "preparation" : "under-construction";

    public DateOnly StatusDate => FirstDay.AddDays((Number % 1_500) + Version);

    public decimal InvestmentWan => 12_000m + (Number % 5_000);

    public string Note => Version == 1 ? "工程可行性研究报告已批复，正在开展初步设计" : "施工单位已进场，路基土石方完成三成，桥涵同步推进";

    public byte[] Body => JsonBody.Of(writer => WriteTo(writer, withKey: false));

    /// <summary>As a line of NDJSON, without its end.</summary>
    public byte[] Line => JsonBody.Of(writer => WriteTo(writer, withKey: true));

    /// <summary>The fact as the service writes it into its log.</summary>
    public string Event => EventJson.Write(new SegmentReported(
        Key, Owner, Kind, Route, Name, Touches, LengthKm, TechnicalClass, Status, StatusDate, OpenedOn: null, InvestmentWan, Note, Via: [], Routes: [],
        EarlierClasses: []));

    /// <summary>What its log keeps of the version before.</summary>
    public string? EventBefore => Version == 1 ? null : ValuesBefore.Keep(Event, (this with { Version = Version - 1 }).Event);

    public static byte[] Batch(IEnumerable<SegmentRow> rows) =>
        JsonBody.Batch(rows, (row, writer) => row.WriteTo(writer, withKey: true));

    private void WriteTo(Utf8JsonWriter writer, bool withKey)
    {
        writer.WriteStartObject();
        if (withKey)
        {
            writer.WriteString("key", Key);
        }

        writer.WriteString("kind", Kind);
        writer.WriteString("route", Route);
        writer.WriteString("name", Name);
        writer.WriteStartArray("touches");
        Array.ForEach(Touches, writer.WriteStringValue);
        writer.WriteEndArray();
        writer.WriteNumber("lengthKm", LengthKm);
        writer.WriteString("technicalClass", TechnicalClass);
        writer.WriteString("status", Status);
        writer.WriteString("statusDate", StatusDate.ToString("yyyy-MM-dd"));
        writer.WriteNumber("investmentWan", InvestmentWan);
        writer.WriteString("note", Note);
        writer.WriteEndObject();
    }
}

/// <summary>Calls of 500 rows, half of them new and half second versions of rows that an earlier call made.</summary>
/// <param name="prefix">Of the keys, so that two of them meet in no row.</param>
internal sealed class SegmentBatches(string owner, string prefix = "bench")
{
    public const int RowsPerCall = 500;
    private const int NewPerCall = RowsPerCall / 2;

    /// <summary>So many calls later that the first version is long committed.</summary>
    private const int UpdatedAfterCalls = 64;

    private int _next;

    /// <summary>The first calls have nothing to update and are all new.</summary>
    public SegmentBatch Next()
    {
        var call = _next++;
        return call < UpdatedAfterCalls
            ? new([.. Rows(call * 2, 1), .. Rows((call * 2) + 1, 1)], Updated: 0)
            : new([.. Rows(call + UpdatedAfterCalls, 1), .. Rows(call - UpdatedAfterCalls, 2)], Updated: NewPerCall);
    }

    private IEnumerable<SegmentRow> Rows(int half, int version) =>
        Enumerable.Range(half * NewPerCall, NewPerCall).Select(number => new SegmentRow($"{prefix}-{number:00000000}", owner, number, version));
}

internal sealed record SegmentBatch(IReadOnlyList<SegmentRow> Rows, int Updated)
{
    public int Created => Rows.Count - Updated;
}
