using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Cluster.Cli.Rows.Input;

/// <summary>
/// A JSON array of rows, or an object that has them under <c>rows</c> as a batch does, read piece by piece: memory follows the largest row, not
/// the input. What stands beside the rows must stand before them, since by then they are on their way.
/// </summary>
internal sealed class JsonRows(Stream input)
{
    private readonly List<Range> _found = [];
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 64 });
    private Place _place = Place.Beginning;
    private bool _isEnveloped;
    private string _member = "";

    private enum Place
    {
        Beginning,
        Member,
        Value,
        Rows,
        End,
    }

    /// <summary>Known when the first row is.</summary>
    public Envelope Envelope { get; private set; } = new();

    public int Count { get; private set; }

    public async IAsyncEnumerable<InputRow> Read([EnumeratorCancellation] CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        for (var isLast = false; !isLast;)
        {
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, length < InputRow.BytesMax ? length * 2 : throw Broken("row-too-large", InputRow.BytesMax));
            }

            var read = await input.ReadAsync(buffer.AsMemory(length), cancellation);
            (length, isLast) = (length + read, read == 0);
            var consumed = Step(buffer.AsSpan(0, length), isLast);
            foreach (var row in _found)
            {
                yield return InputRow.Of(Count++, line: null, buffer.AsSpan(row));
            }

            _found.Clear();
            buffer.AsSpan(consumed, length - consumed).CopyTo(buffer);
            length -= consumed;
        }

        if (_place != Place.End)
        {
            throw Broken("malformed-input", Count + 1, "");
        }
    }

    /// <summary>Reads as far as the bytes go; a row that is not all there yet is left for the next time.</summary>
    private int Step(ReadOnlySpan<byte> bytes, bool isLast)
    {
        var skipped = _place == Place.Beginning && bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(bytes[skipped..], isLast, _state);
        var consumed = skipped;
        try
        {
            while (reader.Read() && Take(ref reader, skipped))
            {
                (consumed, _state) = (skipped + (int)reader.BytesConsumed, reader.CurrentState);
            }
        }
        catch (JsonException failure)
        {
            throw Broken("malformed-input", Count + _found.Count + 1, failure.Message);
        }

        return consumed;
    }

    /// <summary>False where the value goes on beyond the bytes that are there.</summary>
    private bool Take(ref Utf8JsonReader reader, int skipped)
    {
        switch (_place)
        {
            case Place.Beginning:
                _isEnveloped = reader.TokenType == JsonTokenType.StartObject;
                _place = _isEnveloped ? Place.Member : reader.TokenType == JsonTokenType.StartArray ? Place.Rows : throw Broken("no-rows-in-json");
                return true;
            case Place.Member when reader.TokenType == JsonTokenType.EndObject:
                _place = Count + _found.Count > 0 || _member == "rows" ? Place.End : throw Broken("no-rows-in-json");
                return true;
            case Place.Member:
                _member = _member == "rows" ? throw Broken("member-after-rows", reader.GetString()) : reader.GetString()!;
                _place = Place.Value;
                return true;
            case Place.Value when _member == "rows":
                _place = reader.TokenType == JsonTokenType.StartArray ? Place.Rows : throw Broken("no-rows-in-json");
                return true;
            case Place.Value:
                Envelope = Note(ref reader);
                _place = Place.Member;
                return true;
            case Place.Rows when reader.TokenType == JsonTokenType.EndArray:
                _place = _isEnveloped ? Place.Member : Place.End;
                return true;
            case Place.Rows:
                var start = skipped + (int)reader.TokenStartIndex;
                if (!reader.TrySkip())
                {
                    return false;
                }

                _found.Add(start..(skipped + (int)reader.BytesConsumed));
                return true;
            default:
                return true;
        }
    }

    private Envelope Note(ref Utf8JsonReader reader) => (_member, reader.TokenType) switch
    {
        ("mode", JsonTokenType.String) when reader.GetString() is "commit" or "validate" => Envelope with { Mode = reader.GetString() },
        ("atomic", JsonTokenType.True or JsonTokenType.False) => Envelope with { Atomic = reader.GetBoolean() },
        ("strict", JsonTokenType.True or JsonTokenType.False) => Envelope with { Strict = reader.GetBoolean() },
        _ => throw Broken("unknown-member", _member),
    };

    private static Failure Broken(string code, params object?[] particulars) => Failure.Of(ExitCode.Refused, code, particulars);
}
