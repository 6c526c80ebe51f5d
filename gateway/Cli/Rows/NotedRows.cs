using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Cluster.Client;
using Spectre.Console;

namespace Cluster.Cli.Rows;

/// <summary>What the platform said of rows that stand: a value put into another form, or one that looks wrong. A hundred rows with one doubt are one line.</summary>
internal sealed class NotedRows
{
    /// <summary>Further ones are counted. Messages may name what the row says, so there can be as many as rows.</summary>
    private const int GroupsMax = 50;
    private const int FirstMax = 5;

    private readonly Dictionary<(string Field, string Code, BilingualText? Message), Group> _groups = [];
    private int _left;

    public bool IsEmpty => _groups.Count == 0;

    /// <summary>Rows whose notes are in no group.</summary>
    public int Left => _left;

    /// <summary>The most frequent first.</summary>
    public IReadOnlyList<Group> Groups => [.. _groups.Values.OrderByDescending(g => g.Rows)];

    public void Add(RowResult row)
    {
        if (row.Outcome == Outcome.Rejected)
        {
            return; // it is told what is wrong with it
        }

        var isLeft = false;
        foreach (var note in row.Notes ?? [])
        {
            var key = (note.Field, note.Code, note.Message);
            if (!_groups.TryGetValue(key, out var group))
            {
                if (_groups.Count == GroupsMax)
                {
                    isLeft = true;
                    continue;
                }

                _groups.Add(key, group = new Group(note));
            }

            group.Add(row, note);
        }

        _left += isLeft ? 1 : 0;
    }

    public Table AsTable()
    {
        var table = PushReport.Columns("push.noted-rows", "push.noted-first", "push.field", "push.code", "push.message");
        foreach (var group in Groups)
        {
            var first = string.Join(", ", group.First) + (group.Rows > group.First.Count ? " …" : "");
            table.AddRow(
                Printed.Plain($"{group.Rows}"), Printed.Plain(first), Printed.Plain(group.Field),
                Printed.Plain(group.Code, new Style(Color.Yellow)), Printed.Plain(group.Message?.Chosen() ?? group.Change));
        }

        return table;
    }

    /// <summary>One thing that was said, and of which rows.</summary>
    internal sealed class Group(RowNote first)
    {
        private readonly List<int> _first = [];
        private bool _isOneChange = true;

        public string Field { get; } = first.Field;

        public string Code { get; } = first.Code;

        /// <summary>Null where a value was only put into another form.</summary>
        public BilingualText? Message { get; } = first.Message;

        public int Rows { get; private set; }

        /// <summary>Lines of a file, otherwise numbers from 1, as in the table of refused rows.</summary>
        public IReadOnlyList<int> First => _first;

        /// <summary>From what to what; where the rows differ, that of the first.</summary>
        public string Change => $"{first.Given} → {first.Taken}{(_isOneChange ? "" : " …")}";

        public void Add(RowResult row, RowNote note)
        {
            Rows++;
            _isOneChange &= (note.Given, note.Taken) == (first.Given, first.Taken);
            if (_first.Count < FirstMax)
            {
                _first.Add(row.Line ?? row.Index + 1);
            }
        }
    }
}
