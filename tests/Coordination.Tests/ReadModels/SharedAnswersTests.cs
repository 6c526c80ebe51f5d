using Cluster.Coordination.Lights.Shown;
using Cluster.Coordination.Overview;
using Cluster.Coordination.Rankings;
using Cluster.Coordination.ReadModels;
using Cluster.Coordination.Tests.Lights;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Cluster.Coordination.Tests.Lights.Scene;

namespace Cluster.Coordination.Tests.ReadModels;

/// <summary>A table and what is computed of it, on a real database.</summary>
public sealed class SharedAnswersTests : IAsyncLifetime
{
    private const int Readers = 50;
    private const string Add = "insert into themes (key, ordinal, title, title_en, owner, version) values ($1, 1, $1, $1, '', 1)";

    private static readonly string[] Themes = ["themes"];
    private static readonly string[] Lights = ["lights", "light_subjects"];

    private LightsOffice _office = null!;
    private ServiceProvider _services = null!;
    private int _computed;

    public async ValueTask InitializeAsync()
    {
        _office = await LightsOffice.Open(Day(6, 3));
        _services = new ServiceCollection().AddSharedAnswers().AddSingleton(_office.Database).BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _office.DisposeAsync();
    }

    [Fact]
    public async Task Fifty_readers_at_once_cost_one_computation()
    {
        var (asked, all) = (0, new TaskCompletionSource());
        var answers = await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ =>
        {
            if (Interlocked.Increment(ref asked) == Readers)
            {
                all.SetResult();
            }

            return Count(until: all.Task);
        }));

        answers.ShouldAllBe(count => count == 0);
        _computed.ShouldBe(1);
    }

    [Fact]
    public async Task A_computation_that_fails_fails_for_those_who_waited_for_it_and_not_for_the_next()
    {
        var shared = _services.GetRequiredService<SharedAnswers>();
        await Should.ThrowAsync<InvalidOperationException>(() => shared.Of<long>(
            Themes, "themes", onlyOf: null, (_, _) => throw new InvalidOperationException(), TestContext.Current.CancellationToken));

        (await Count()).ShouldBe(0);
    }

    [Fact]
    public async Task What_was_written_is_in_the_next_answer_and_until_something_is_nothing_is_computed()
    {
        (await Count(), await Count(), _computed).ShouldBe((0, 0, 1));

        await Write("a");

        (await Count(), await Count(), _computed).ShouldBe((1, 1, 2));
    }

    [Fact]
    public async Task What_is_not_committed_or_was_undone_changes_no_answer()
    {
        await Count();
        await using (var connection = await _office.Database.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await Write("a", connection);
            (await Count(), _computed).ShouldBe((0, 1));
        }

        (await Count(), _computed).ShouldBe((0, 1));
    }

    /// <summary>Two writers, of which the one that began first commits last: both are seen when they are there.</summary>
    [Fact]
    public async Task A_writer_that_commits_after_a_later_one_is_seen_too()
    {
        await using var first = await _office.Database.OpenConnectionAsync();
        await using var early = await first.BeginTransactionAsync();
        await Write("a", first);
        await Write("b");
        (await Count()).ShouldBe(1);

        await early.CommitAsync();

        (await Count()).ShouldBe(2);
    }

    [Fact]
    public async Task Another_right_or_another_question_is_another_answer()
    {
        await Count(onlyOf: null);
        await Count(onlyOf: "甲");
        await Count(onlyOf: "乙");
        await Count(question: "other");

        _computed.ShouldBe(4);
    }

    [Fact]
    public async Task What_is_written_to_other_tables_changes_nothing()
    {
        await Count();
        await _office.Execute("insert into latest_reports values ('T1', '甲', '2025Q1', 1, 'in-progress', now()); truncate light_subjects");

        (await Count(), _computed).ShouldBe((0, 1));
    }

    [Fact]
    public async Task Many_small_numbers_become_one_and_the_answer_stays()
    {
        await _office.Execute("insert into view_changes (source, changes) select 'themes', 1 from generate_series(1, 501)");
        var shared = _services.GetRequiredService<SharedAnswers>();
        var before = await shared.Version(Themes, TestContext.Current.CancellationToken);

        (await shared.Version(Themes, TestContext.Current.CancellationToken)).ShouldBe(before);
        (await _office.Query("select count(*) from view_changes where source = 'themes'", r => r.GetInt64(0))).ShouldBe([1L]);
    }

    [Fact]
    public async Task A_view_that_is_dropped_is_another_one()
    {
        var shared = _services.GetRequiredService<SharedAnswers>();
        var before = await shared.Version(Lights, TestContext.Current.CancellationToken);
        await _office.Execute("truncate light_subjects");

        (await shared.Version(Lights, TestContext.Current.CancellationToken)).ShouldBeGreaterThan(before);
    }

    /// <summary>A table without its trigger would keep an answer for ever.</summary>
    [Fact]
    public async Task Every_table_that_a_shared_answer_is_read_from_says_when_it_is_written_to()
    {
        var told = await _office.Query("select tgrelid::regclass::text from pg_trigger where tgname = 'note_view_change' and tgtype = 60", r => r.GetString(0));

        told.Order().ShouldBe(GetLights.Tables.Union(CountLights.Tables).Union(GetOverview.Tables).Union(PoolDispatch.Tables).Order());
    }

    private Task<long> Count(string question = "themes", string? onlyOf = null, Task? until = null) =>
        _services.GetRequiredService<SharedAnswers>().Of(
            Themes, question, onlyOf,
            async (connection, cancellation) =>
            {
                Interlocked.Increment(ref _computed);
                await (until ?? Task.CompletedTask);
                await using var command = new NpgsqlCommand("select count(*) from themes", connection);
                return (long)(await command.ExecuteScalarAsync(cancellation))!;
            },
            TestContext.Current.CancellationToken);

    private async Task Write(string key, NpgsqlConnection? on = null)
    {
        await using var own = on is null ? await _office.Database.OpenConnectionAsync() : null;
        await using var command = new NpgsqlCommand(Add, on ?? own) { Parameters = { new() { Value = key } } };
        await command.ExecuteNonQueryAsync();
    }
}
