using System.Text.Json.Nodes;
using Cluster.Fixtures;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Cluster.Ingestion.Tests.Lists;

/// <summary>A row of the model: few values, so that rows are often alike in what they are sorted by.</summary>
public sealed record ListedRow(string Key, string Kind, string Status, string? Route, decimal? LengthKm, string? StatusDate);

/// <summary>One parameter and what it means to the model.</summary>
public sealed record ListedFilter(string Parameter, Func<ListedRow, bool> Keeps);

public sealed record ListedOrder(string Term, Comparison<ListedRow> Compares);

public sealed record ListedQuestion(ListedFilter[] Filters, ListedOrder[] Orders, int PageSize)
{
    public override string ToString() =>
        string.Join('&', [.. Filters.Select(f => f.Parameter), $"pageSize={PageSize}", .. Orders.Length > 0 ? [$"sort={string.Join(',', Orders.Select(o => o.Term))}"] : Array.Empty<string>()]);
}

/// <summary>Paging through any question gives exactly the rows of a model, each once and in its order.</summary>
[Properties(Arbitrary = [typeof(ListProperties)], MaxTest = 60)]
public sealed class ListProperties(InfrastructureService infrastructure)
{
    private static readonly string?[] Routes = [null, "G6", "S315", "包银"];
    private static readonly decimal?[] Lengths = [null, 1, 2.5m, 10, 4_000];
    private static readonly string?[] Days = [null, "2020-02-29", "2024-12-31"];

    public static Arbitrary<ListedRow[]> AnyRows() => Arb.From(
        from count in Gen.Choose(0, 14)
        from rows in (
            from kind in Gen.Elements("road", "rail")
            from status in Gen.Elements("planned", "preparation")
            from route in Gen.Elements(Routes)
            from length in Gen.Elements(Lengths)
            from day in Gen.Elements(Days)
            select new ListedRow("", kind, status, route, length, day)).ArrayOf(count)
        from names in Gen.Shuffle(Enumerable.Range(0, count).ToArray())
        select rows.Zip(names, (row, name) => row with { Key = $"{"aB中-"[name % 4]}{name}" }).ToArray());

    public static Arbitrary<ListedQuestion> AnyQuestion() => Arb.From(
        from filters in Gen.SubListOf<ListedFilter>(
            new("kind=road", r => r.Kind == "road"),
            new("status=preparation&status=open", r => r.Status == "preparation"),
            new("route=G6&route=%E5%8C%85%E9%93%B6", r => r.Route is "G6" or "包银"),
            new("lengthKm.gte=2.5", r => r.LengthKm >= 2.5m),
            new("lengthKm.lt=4000", r => r.LengthKm < 4_000),
            new("statusDate.lte=2020-02-29", r => string.CompareOrdinal(r.StatusDate, "2020-02-29") <= 0 && r.StatusDate is not null))
        from terms in Gen.SubListOf<(string Name, Func<ListedRow, object?> Value)>(
            ("kind", r => r.Kind), ("route", r => r.Route), ("lengthKm", r => r.LengthKm), ("statusDate", r => r.StatusDate), ("key", r => r.Key))
        from shuffled in Gen.Shuffle(terms.ToArray())
        from down in Gen.Elements(true, false).ArrayOf(5)
        from size in Gen.Choose(1, 5)
        select new ListedQuestion(
            [.. filters], [.. shuffled.Take(4).Select((t, i) => new ListedOrder($"{(down[i] ? "-" : "")}{t.Name}", Comparing(t.Value, down[i])))], size));

    [Property]
    public async Task Paging_through_any_question_gives_each_row_of_the_model_once(ListedRow[] rows, ListedQuestion question)
    {
        using var department = infrastructure.NewDepartment();
        using var others = infrastructure.NewDepartment();
        if (rows.Length > 0)
        {
            await department.Push([.. rows.Select(r => Json(department, r))]);
            await others.Push([.. rows.Select(r => Json(others, r))]);
        }

        var found = new List<string>();
        for (var next = ""; next is not null;)
        {
            var page = await department.Http.Read($"{Department.Segments}?{question}&after={next}");
            page["items"]!.AsArray().Count.ShouldBeLessThanOrEqualTo(question.PageSize);
            found.AddRange(page["items"]!.AsArray().Select(i => i!["key"]!.GetValue<string>()));
            next = page["next"]?.GetValue<string>();
        }

        var model = rows.Where(r => question.Filters.All(f => f.Keeps(r))).ToList();
        model.Sort((one, other) => question.Orders.Select(o => o.Compares(one, other)).FirstOrDefault(c => c != 0) is var first && first != 0
            ? first : string.CompareOrdinal(one.Key, other.Key));
        found.ShouldBe(model.Select(r => department.Key(r.Key)));
    }

    /// <summary>Rows without a value come last, whichever way it is sorted.</summary>
    private static Comparison<ListedRow> Comparing(Func<ListedRow, object?> value, bool down) => (one, other) => (value(one), value(other)) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        (decimal a, decimal b) => down ? b.CompareTo(a) : a.CompareTo(b),
        (string a, string b) => down ? string.CompareOrdinal(b, a) : string.CompareOrdinal(a, b),
        _ => throw new InvalidOperationException(),
    };

    private static JsonObject Json(Department department, ListedRow row) => new()
    {
        ["key"] = department.Key(row.Key), ["kind"] = row.Kind, ["name"] = "线", ["status"] = row.Status, ["route"] = row.Route, ["lengthKm"] = row.LengthKm,
        ["statusDate"] = row.StatusDate,
    };
}
