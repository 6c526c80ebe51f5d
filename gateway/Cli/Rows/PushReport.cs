using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Cluster.Client;
using Spectre.Console;

namespace Cluster.Cli.Rows;

/// <summary>What became of a push: counts and refused rows for a person, one document with every row for a program.</summary>
internal sealed class PushReport(Terminal terminal, Push.Settings settings, ResourceName resource) : IDisposable
{
    public const string RefusedWithOthers = "atomic-batch-refused";

    /// <summary>More than anybody reads; a program gets them all.</summary>
    private const int RefusedShownMax = 1_000;
    private const int AllowedShownMax = 20;
    private const int FieldsKeptMax = 50;

    private readonly List<RowResult> _refused = [];
    private readonly NotedRows _noted = new();
    private readonly SortedSet<string> _unread = new(StringComparer.Ordinal);
    private readonly Dictionary<Outcome, int> _counts = [];
    private JsonDocumentWriter? _document;
    private FileResult? _file;
    private string? _marked;
    private bool _isCheck;
    private bool? _isAtomic;
    private PushJob? _job;
    private int _refusedWithOthers;

    public bool HasAnswers { get; private set; }

    private int Total => _counts.Values.Sum();

    private int Refused => _counts.GetValueOrDefault(Outcome.Rejected);

    /// <param name="isAtomic">Null where nobody here knows.</param>
    public void Begin(bool isCheck, bool? isAtomic) => (_isCheck, _isAtomic) = (isCheck, isAtomic);

    public void Add(FileResult file)
    {
        _file = file;
        Add(file.Rows);
    }

    public void Add(IEnumerable<RowResult> rows)
    {
        HasAnswers = true;
        if (settings.Json)
        {
            _document ??= new JsonDocumentWriter(terminal.Raw, "rows", new
            {
                Resource = resource.ToString(), Mode = _isCheck ? "validate" : "commit", Atomic = _isAtomic,
            });
        }

        foreach (var row in rows)
        {
            _counts[row.Outcome] = _counts.GetValueOrDefault(row.Outcome) + 1;
            _document?.Add(row);
            Note(row);
        }
    }

    /// <summary>Nobody waits for it.</summary>
    public void LeaveTo(PushJob job) => _job = job;

    public void Marked(string path) => _marked = path;

    public ExitCode End()
    {
        if (_job is not { } job)
        {
            return EndWith(Refused == 0 ? ExitCode.Done : Refused == Total ? ExitCode.Refused : ExitCode.SomeRefused, trouble: null);
        }

        if (settings.Json)
        {
            Json.Write(terminal.Raw, job);
        }
        else
        {
            terminal.Out.Line($"{job.Id}");
            terminal.Error.Line(Words.Say("job.left", $"cluster jobs watch {resource.Service} {job.Id}"));
        }

        return ExitCode.Done;
    }

    /// <summary>With what was answered before the trouble, so that nobody takes it for nothing.</summary>
    public ExitCode EndWith(ExitCode exit, Trouble? trouble)
    {
        exit = exit == ExitCode.Refused && Refused < Total ? ExitCode.SomeRefused : exit;
        if (_document is { } document)
        {
            document.End(new
            {
                Created = Count(Outcome.Created), Updated = Count(Outcome.Updated), Unchanged = Count(Outcome.Unchanged), Rejected = Refused,
                Noted = _noted.IsEmpty ? null : _noted.Groups.Select(g => new { g.Field, g.Code, g.Message, g.Rows, g.First }),
                _file?.File, _file?.Changes, Marked = _marked, Error = trouble, ExitCode = (int)exit,
            });
        }
        else
        {
            Show();
        }

        if (trouble is not null)
        {
            terminal.Error.Line(Words.Say("push.partly", Total));
            Ending.Say(terminal, trouble);
        }

        return exit;
    }

    public void Dispose() => _document?.Dispose();

    private int Count(Outcome outcome) => _counts.GetValueOrDefault(outcome);

    private void Note(RowResult row)
    {
        if (row.Outcome == Outcome.Rejected && row.Errors is [{ Code: RefusedWithOthers }])
        {
            _refusedWithOthers++;
        }
        else if (row.Outcome == Outcome.Rejected && _refused.Count < RefusedShownMax)
        {
            _refused.Add(row);
        }

        _noted.Add(row);
        foreach (var field in row.Warnings ?? [])
        {
            if (_unread.Count < FieldsKeptMax)
            {
                _unread.Add(field);
            }
        }
    }

    private void Show()
    {
        terminal.Out.Line(Words.Say(
            _isCheck ? "push.checked" : "push.counts", resource, Count(Outcome.Created), Count(Outcome.Updated), Count(Outcome.Unchanged), Refused));
        if (_refused.Count > 0)
        {
            terminal.Out.Write(RefusedTable());
        }

        var notShown = Refused - _refusedWithOthers - _refused.Count;
        Say(notShown > 0, "push.not-shown", notShown);
        Say(_refusedWithOthers > 0, "push.refused-with-others", _refusedWithOthers);
        ShowNotes();
        Say(_unread.Count > 0, "push.unread", string.Join(", ", _unread));
        Say(_file?.File?.IgnoredColumns.Count > 0, "push.ignored-columns", string.Join(", ", _file?.File?.IgnoredColumns ?? []));
        Say(_file?.File?.Skipped.Count > 0, "push.skipped", string.Join(", ", (_file?.File?.Skipped ?? []).Take(AllowedShownMax).Select(s => s.Line)));
        Say(_marked is not null, "push.marked-saved", _marked);
        if (_file?.Changes is { Count: > 0 } changes)
        {
            terminal.Out.Write(ChangesTable(changes));
        }
    }

    private void ShowNotes()
    {
        if (!_noted.IsEmpty)
        {
            terminal.Out.Line(Words.Say("push.noted"));
            terminal.Out.Write(_noted.AsTable());
            Say(_noted.Left > 0, "push.noted-left", _noted.Left);
        }
    }

    private void Say(bool isSo, string key, object? particular)
    {
        if (isSo)
        {
            terminal.Out.Line(Words.Say(key, particular));
        }
    }

    private Table RefusedTable()
    {
        var table = Columns("push.row", "push.row-key", "push.field", "push.code", "push.message");
        foreach (var row in _refused)
        {
            foreach (var (place, fault) in row.Errors.Index())
            {
                var allowed = fault.Allowed is { Count: > 0 and <= AllowedShownMax } values ? Words.Say("push.allowed", string.Join(", ", values)) : "";
                table.AddRow(
                    Printed.Plain(place == 0 ? $"{row.Column}{row.Line ?? row.Index + 1}" : ""), Printed.Plain(place == 0 ? row.Key : ""), Printed.Plain(fault.Field),
                    Printed.Plain(fault.Code, new Style(Color.Red)), Printed.Plain(fault.Message.Chosen() + allowed));
            }
        }

        return table;
    }

    private static Table ChangesTable(IReadOnlyList<ChangeSample> changes)
    {
        var table = Columns("push.row", "push.row-key", "push.field", "push.before", "push.after");
        foreach (var change in changes)
        {
            foreach (var (field, values) in change.Fields)
            {
                table.AddRow(
                    Printed.Plain($"{change.Line}"), Printed.Plain(change.Key), Printed.Plain(field),
                    Printed.Plain(Cells.Show(values.Before)), Printed.Plain(Cells.Show(values.After)));
            }
        }

        return table;
    }

    internal static Table Columns(params string[] headings)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(Printed.Plain(Words.Say(heading))));
        }

        return table;
    }
}
