namespace Cluster.Ingestion;

/// <summary>A closed list of codes with their Chinese words; a sender may write either.</summary>
public sealed class Codes<TEnum>
    where TEnum : struct, Enum
{
    private readonly Dictionary<TEnum, string> _codes = [];
    private readonly Dictionary<string, TEnum> _values = [];
    private readonly List<CodeWord> _words = [];

    public Codes(params ReadOnlySpan<(TEnum Value, string Code, string Zh)> entries)
    {
        foreach (var (value, code, zh) in entries)
        {
            _codes.Add(value, code);
            _values.Add(code, value);
            _values.TryAdd(zh, value);
            _words.Add(new CodeWord(code, zh));
        }
    }

    public IReadOnlyCollection<string> All => _codes.Values;

    public IReadOnlyList<CodeWord> Words => _words;

    public string Write(TEnum value) => _codes[value];

    public string? Write(TEnum? value) => value is { } some ? _codes[some] : null;

    /// <summary>The code with its Chinese word, for a message that says both.</summary>
    public CodeWord WordOf(TEnum value) => _words.Find(w => w.Code == _codes[value])!;

    public TEnum Parse(string code) => _values[code];

    public bool TryParse(string code, out TEnum value) => _values.TryGetValue(code, out value);
}

/// <summary>A code and the Chinese word for it.</summary>
public sealed record CodeWord(string Code, string Zh);
