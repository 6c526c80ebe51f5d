using Cluster.Client;

namespace Cluster.Seeder;

/// <summary>What became of the rows: a line per resource, and each rejected row with its reasons.</summary>
internal sealed class Report
{
    private readonly List<(string Resource, BatchResult Result)> _results = [];

    public int Rejected => _results.Sum(r => r.Result.Rejected);

    public void Add(string resource, BatchResult result) => _results.Add((resource, result));

    public void Print(TextWriter output)
    {
        foreach (var (resource, result) in _results)
        {
            foreach (var row in result.Rows.Where(r => r.Outcome == Outcome.Rejected))
            {
                output.WriteLine($"被拒 rejected: {resource} {row.Key ?? $"[{row.Index}]"}");
                foreach (var fault in row.Errors)
                {
                    output.WriteLine($"  {fault.Field}  {fault.Code}  {fault.Message.Zh} {fault.Message.En}");
                }
            }
        }

        output.WriteLine("种子数据：新建、更新、未变、被拒的行数");
        WriteLine(output, "seed rows", "created", "updated", "unchanged", "rejected");
        foreach (var resource in _results.GroupBy(r => r.Resource, r => r.Result))
        {
            WriteLine(output, resource.Key, resource);
        }

        WriteLine(output, "total", _results.Select(r => r.Result));
    }

    private static void WriteLine(TextWriter output, string name, IEnumerable<BatchResult> results)
    {
        var all = results.ToList();
        WriteLine(
            output, name, all.Sum(r => r.Created), all.Sum(r => r.Updated), all.Sum(r => r.Unchanged), all.Sum(r => r.Rejected));
    }

    private static void WriteLine(TextWriter output, string name, object created, object updated, object unchanged, object rejected) =>
        output.WriteLine($"{name,-32}{created,10}{updated,10}{unchanged,10}{rejected,10}");
}
