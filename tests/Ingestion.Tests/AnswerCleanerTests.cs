using Cluster.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Ingestion.Tests;

public sealed class AnswerCleanerTests(InfrastructureService infrastructure)
{
    /// <summary>Long before the answers of any other test, which are not to be forgotten.</summary>
    private static readonly DateTimeOffset Start = new(2020, 11, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task An_answer_is_kept_for_a_day()
    {
        await KeepOneForEachHour(from: -48, to: 240);
        var time = new FakeTimeProvider(Start);
        using var cleaner = new AnswerCleaner(infrastructure.Database, time, NullLogger<AnswerCleaner>.Instance);
        await cleaner.StartAsync(CancellationToken.None);

        await Eventually.True(async () =>
        {
            time.Advance(TimeSpan.FromMinutes(10)); // again and again: when the cleaner began to wait is not to be seen
            return await OldestHour() > -48;
        });
        await cleaner.StopAsync(CancellationToken.None);

        var hours = (time.GetUtcNow() - Start).TotalHours;
        (await OldestHour()).ShouldBeInRange(-23, (int)Math.Ceiling(hours) - 24);
    }

    private async Task KeepOneForEachHour(int from, int to)
    {
        await using var command = infrastructure.Database.CreateCommand(
            """
            insert into idempotency_keys (client, key, request_hash, claimed_at)
            select 'cleaned', hour::text, '', $1 + make_interval(hours => hour) from generate_series($2, $3) as hour
            """);
        command.Parameters.Add(new() { Value = Start });
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = to });
        await command.ExecuteNonQueryAsync();
    }

    private async Task<int> OldestHour()
    {
        await using var command = infrastructure.Database.CreateCommand("select min(key::int) from idempotency_keys where client = 'cleaned'");
        return (int)(await command.ExecuteScalarAsync())!;
    }
}
