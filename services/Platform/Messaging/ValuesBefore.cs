using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Cluster.Messaging;

/// <summary>
/// What a fact was before its change (改前值), as the log keeps it: in an array of one, those members alone that it no longer has so. A change touches a few of
/// some twenty; the others stand in the body beside it. A fact that is kept whole is an object, as all of them once were.
/// </summary>
internal static class ValuesBefore
{
    /// <param name="body">What it became. Both as <see cref="EventJson"/> writes them.</param>
    /// <returns>The whole where the two do not have the same members in the same order.</returns>
    public static string? Keep(string body, string? before)
    {
        if (before is null)
        {
            return null;
        }

        var now = new Members(Encoding.UTF8.GetBytes(body));
        var was = new Members(Encoding.UTF8.GetBytes(before));
        var kept = new Written("[{"u8);
        while (was.MoveNext())
        {
            if (!now.MoveNext() || !now.Name.SequenceEqual(was.Name))
            {
                return before;
            }

            if (!now.Value.SequenceEqual(was.Value))
            {
                kept.Add(was.Whole);
            }
        }

        return now.MoveNext() ? before : kept.End("}]"u8);
    }

    /// <param name="kept">As above.</param>
    /// <returns>
    /// The whole fact as it was. Where somebody touched the row so that the two do not belong together, what is kept, as it stands: whoever looks for that has to see
    /// the row, and the seals name it.
    /// </returns>
    public static string Read(string body, string kept)
    {
        if (!kept.StartsWith("[{", StringComparison.Ordinal))
        {
            return kept;
        }

        // Both in the same order, so that one walk over the body meets each kept member in its place.
        var was = new Members(Encoding.UTF8.GetBytes(kept).AsSpan(1..^1));
        var now = new Members(Encoding.UTF8.GetBytes(body));
        var whole = new Written("{"u8);
        var isLeft = was.MoveNext();
        while (now.MoveNext())
        {
            if (isLeft && now.Name.SequenceEqual(was.Name))
            {
                whole.Add(was.Whole);
                isLeft = was.MoveNext();
            }
            else
            {
                whole.Add(now.Whole);
            }
        }

        return isLeft ? kept : whole.End("}"u8);
    }

    /// <summary>The members of a JSON object one by one, each as it is written.</summary>
    private ref struct Members
    {
        private readonly ReadOnlySpan<byte> _json;
        private Utf8JsonReader _reader;

        public Members(ReadOnlySpan<byte> json)
        {
            _json = json;
            _reader = new Utf8JsonReader(json);
            _reader.Read();
        }

        public ReadOnlySpan<byte> Name { get; private set; }

        public ReadOnlySpan<byte> Value { get; private set; }

        /// <summary>Name and value.</summary>
        public ReadOnlySpan<byte> Whole { get; private set; }

        public bool MoveNext()
        {
            _reader.Read();
            if (_reader.TokenType != JsonTokenType.PropertyName)
            {
                return false;
            }

            var start = (int)_reader.TokenStartIndex;
            Name = _reader.ValueSpan;
            _reader.Read();
            var value = (int)_reader.TokenStartIndex;
            _reader.Skip();
            var end = (int)_reader.BytesConsumed;
            Value = _json[value..end];
            Whole = _json[start..end];
            return true;
        }
    }

    private sealed class Written
    {
        private readonly ArrayBufferWriter<byte> _bytes = new(256);
        private bool _hasMembers;

        public Written(ReadOnlySpan<byte> beginning) => _bytes.Write(beginning);

        public void Add(ReadOnlySpan<byte> member)
        {
            if (_hasMembers)
            {
                _bytes.Write(","u8);
            }

            _bytes.Write(member);
            _hasMembers = true;
        }

        public string End(ReadOnlySpan<byte> ending)
        {
            _bytes.Write(ending);
            return Encoding.UTF8.GetString(_bytes.WrittenSpan);
        }
    }
}
