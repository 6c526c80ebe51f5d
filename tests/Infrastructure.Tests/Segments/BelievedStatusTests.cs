using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Infrastructure.Connectivity;
using Cluster.Infrastructure.Segments;
using Cluster.Portfolio.Projects;
using FsCheck;
using FsCheck.Fluent;
using Npgsql;

namespace Cluster.Infrastructure.Tests.Segments;

/// <summary>Whatever is said of segments and of the projects that build them, each day is believed as the rule has it in words.</summary>
public sealed class BelievedStatusTests(InfrastructureService infrastructure) : IClassFixture<InfrastructureService>
{
    private const int Samples = 300;
    private const int DaysMax = 10;
    private static readonly DateOnly Start = new(2025, 1, 1);

    [Fact]
    public async Task Each_day_is_believed_as_the_rule_says_in_the_network_and_in_the_states()
    {
        var samples = Gen.Sample(Any(), Samples, DaysMax).Select((s, i) => s with { Key = $"s{i:000}" }).ToList();
        var transport = infrastructure.Service.As("市交通运输局");
        var answer = await transport.PushBatch("/api/infrastructure/segments", samples.Select(s => PushSegmentsTests.Road(s.Key)));
        answer.Count("created").ShouldBe(Samples);
        await using var database = infrastructure.Service.OpenDatabase();
        await using var connection = await database.OpenConnectionAsync();
        await Keep(samples, connection);

        var opened = 0;
        foreach (var day in Enumerable.Range(0, DaysMax + 2).Select(Start.AddDays))
        {
            var roads = (await ReadNetwork.AsOf(connection, day, CancellationToken.None)).Roads.ToDictionary(r => r.Segment);
            foreach (var sample in samples)
            {
                var (isKnown, status, project) = sample.BelievedOn(day);
                roads.ContainsKey(sample.Key).ShouldBe(isKnown, $"{sample} on {day}");
                roads.GetValueOrDefault(sample.Key)?.Status.ShouldBe(status, $"{sample} on {day}");
                opened += project is null ? 0 : 1;
            }
        }

        opened.ShouldBeGreaterThan(Samples);
        foreach (var sample in samples.Take(20))
        {
            var states = (await transport.Read($"/api/infrastructure/segments/{sample.Key}/states")).AsArray();
            foreach (var day in Enumerable.Range(0, DaysMax + 2).Select(Start.AddDays))
            {
                var state = states.LastOrDefault(s => DateOnly.Parse(s!["since"]!.GetValue<string>(), null) <= day);
                var (isKnown, status, project) = sample.BelievedOn(day);
                (state is not null, state?["status"]?.GetValue<string>(), state?["project"]?.GetValue<string>())
                    .ShouldBe((isKnown, Segment.Statuses.Write(status), project), $"{sample} on {day}");
            }
        }
    }

    private static Gen<Sample> Any() =>
        from said in Entries(Gen.Elements<SegmentStatus?>(
            SegmentStatus.Planned, SegmentStatus.UnderConstruction, SegmentStatus.UnderConstruction, SegmentStatus.Open, SegmentStatus.Rebuilding, null))
        from passages in Entries(Gen.Elements(ProjectStage.Building, ProjectStage.Operating, ProjectStage.Operating))
        select new Sample("", [.. said], [.. passages]);

    private static Gen<IEnumerable<(DateOnly Since, T Value)>> Entries<T>(Gen<T> values) =>
        from count in Gen.Choose(1, 4)
        from days in Gen.Choose(0, DaysMax).ListOf(count)
        from entries in values.ListOf(count)
        select days.Zip(entries, (day, value) => (Since: Start.AddDays(day), Value: value)).DistinctBy(e => e.Since).OrderBy(e => e.Since).AsEnumerable();

    /// <summary>As they would stand after whatever was pushed; what makes a timeline of pushes is tested elsewhere.</summary>
    private static async Task Keep(List<Sample> samples, NpgsqlConnection connection)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("update segments set project = 'p-' || key"),
                new("delete from segment_states"),
                new("insert into segment_states (segment, since, status, via, routes) select *, '{}', '{}' from unnest($1, $2, $3)")
                {
                    Parameters =
                    {
                        new() { Value = samples.SelectMany(s => s.Said, (s, _) => s.Key).ToArray() },
                        new() { Value = samples.SelectMany(s => s.Said, (_, e) => e.Since).ToArray() },
                        new() { Value = samples.SelectMany(s => s.Said, (_, e) => Segment.Statuses.Write(e.Value)).ToArray() },
                    },
                },
                new("insert into project_stages (project, since, stage) select * from unnest($1, $2, $3)")
                {
                    Parameters =
                    {
                        new() { Value = samples.SelectMany(s => s.Passages, (s, _) => s.Project).ToArray() },
                        new() { Value = samples.SelectMany(s => s.Passages, (_, e) => e.Since).ToArray() },
                        new() { Value = samples.SelectMany(s => s.Passages, (_, e) => StageGates.Codes.Write(e.Value)).ToArray() },
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync();
    }

    private sealed record Sample(string Key, (DateOnly Since, SegmentStatus? Value)[] Said, (DateOnly Since, ProjectStage Value)[] Passages)
    {
        public string Project => $"p-{Key}";

        public (bool IsKnown, SegmentStatus? Status, string? Project) BelievedOn(DateOnly day)
        {
            var said = Said.Where(s => s.Since <= day).ToList();
            if (said is not [.., var own])
            {
                return default;
            }

            var saidSince = said[^said.AsEnumerable().Reverse().TakeWhile(s => s.Value == own.Value).Count()].Since;
            var isOpened = Passages.LastOrDefault(p => p.Since <= day) is { Value: ProjectStage.Operating } stage
                && (own.Value is null || saidSince <= stage.Since);
            return isOpened && own.Value != SegmentStatus.Open ? (true, SegmentStatus.Open, Project) : (true, own.Value, null);
        }

        public override string ToString() =>
            $"{Key}: {string.Join(' ', Said.Select(s => $"{s.Since:dd}{s.Value}"))}; {string.Join(' ', Passages.Select(p => $"{p.Since:dd}{p.Value}"))}";
    }
}
