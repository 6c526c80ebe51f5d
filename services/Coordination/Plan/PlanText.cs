using System.Security.Cryptography;
using System.Text;
using Cluster.Contracts.Coordination;
using Cluster.Ingestion;
using Cluster.ServiceDefaults;
using Npgsql;

namespace Cluster.Coordination.Plan;

/// <summary>The text of a plan (计划原文), which tasks quote by place and hash. Its key is the plan's.</summary>
public sealed record PlanText : Resource
{
    public required string Text { get; init; }

    /// <summary>What tasks quote is hashed so, in lower-case hexadecimal digits, as UTF-8.</summary>
    public static string HashOf(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}

/// <summary>The office keeps the text of a plan. A text that says other things leaves the quotations of the tasks as they are, and they say that they no longer hold.</summary>
public sealed class PushPlanTexts() : Push<PlanText, PlanTextRecorded>("coordination", "plan-texts", [Key, Text], [])
{
    private const int TextMax = 60_000; // an event of it stays below the 256 KiB of a packet

    private static readonly TextField Key = new("key", "计划编号", "The plan's key", PushActionPlans.KeyMax);
    private static readonly TextField Text = new("text", "原文", "The text", TextMax, Lines: true);

    public override IReadOnlyList<string> Writers => [Roles.Office];

    public override PlanText Build(Row row) => new() { Key = row.GetKey(Key), Owner = row.Caller.Organisation, Text = row.Get(Text) };

    public override PlanTextRecorded Describe(PlanText resource) => new(resource.Key, resource.Text, resource.Text.Length, PlanText.HashOf(resource.Text));

    public override async Task<Func<PlanText, IEnumerable<Fault>>> Check(
        IReadOnlyList<PlanText> rows, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var plans = await connection.ReadKeys("plans", cancellation);
        return row => plans.Contains(row.Key) ? [] : [Fault.Of(Key.Name, PlanRefusals.UnknownPlan, Refusal.Repeat(row.Key)).Allowing(plans)];
    }
}
