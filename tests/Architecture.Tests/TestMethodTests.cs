using System.Text.RegularExpressions;

namespace Cluster.Architecture.Tests;

/// <summary>Every test says what must be true.</summary>
public sealed partial class TestMethodTests
{
    private static readonly HouseRule<TestProject> EveryTestAsserts = new(project => project.TestsThatAssertNothing())
    {
        Advice = "Say what must be true: Should…, Assert, Eventually, Throws, or a property's result.",
        Breaks =
        [
            Sample("[Fact] public void Works() { Go(); }"),
            Sample("[Fact]\npublic async Task Works() => await Go(); // result.ShouldBe(1)"),
            Sample("[Theory]\n[InlineData(\")\")]\npublic void Works(string x) { Go(x); }\n\n[Fact] public void Holds() { Go().ShouldBe(1); }"),
            Sample("[Fact] void Works() { }"),
            Sample("[Fact] public void Works() { Check(); }", "public void Check() => Go().ShouldBe(1);"),
        ],
        Keeps =
        [
            Sample("[Fact] public void Works() => Go().ShouldBe(1);"),
            Sample("[Fact] public Task Works() => Works(1);\n\nprivate async Task Works(int x) { await Eventually.True(Go); }"),
            Sample("[Fact] public void Works() => Outer();\nprivate void Outer() { Inner(); }\nprivate void Inner() { Assert.True(Go()); }"),
            Sample("[Fact] public void Works() { new File1().Check(); }", "public void Check() => Go().ShouldBe(1);"),
            Sample("[Theory, InlineData(new[] { 1 })] public void Works(int[] x) => Go(x).ShouldBe(1);"),
            Sample("[Property] public bool Holds(int x) => x * 0 == 0;"),
            Sample("public void Go() { }"),
        ],
    };

    [Fact]
    public void Every_test_asserts_something() => EveryTestAsserts.ShouldHoldFor(
        Repository.TestCode.GroupBy(f => f.Path.Split('/')[1]).Select(files => new TestProject([.. files])));

    private static TestProject Sample(params string[] texts) =>
        new([.. texts.Select((text, i) => TextFile.Sample(text, $"tests/Sample.Tests/File{i}.cs"))]);

    /// <summary>A test asserts itself, or calls a method that does: one of its file, or of a type of the project that its file names.</summary>
    private sealed record TestProject(IReadOnlyList<TextFile> Files)
    {
        private readonly Dictionary<TextFile, List<Method>> _methods = Files.ToDictionary(f => f, f => Methods(f.Code));
        private readonly Dictionary<TextFile, HashSet<string>> _words = Files.ToDictionary(f => f, f => Word().Matches(f.Code).Select(w => w.Value).ToHashSet());

        public IEnumerable<Finding> TestsThatAssertNothing()
        {
            var asserting = Files.ToDictionary(f => f, f => _methods[f].Where(m => m.Asserts).Select(m => m.Name).ToHashSet());
            HashSet<string> Known(TextFile file) => [.. Files.Where(f => f == file || Names(file, f)).SelectMany(f => asserting[f])];
            bool more;
            do
            {
                more = false;
                foreach (var file in Files)
                {
                    var known = Known(file);
                    foreach (var method in _methods[file].Where(m => m.Calls(known)))
                    {
                        more |= asserting[file].Add(method.Name);
                    }
                }
            }
            while (more);

            return Files.SelectMany(file => _methods[file]
                .Where(m => m.IsTest && !m.Asserts && !m.Calls(Known(file)))
                .Select(m => file.At(m.Start, $"{m.Name} asserts nothing"))
                .Concat(Overlooked(file)));
        }

        /// <summary>A test that this rule cannot read is not let pass either.</summary>
        private IEnumerable<Finding> Overlooked(TextFile file) =>
            TestAttribute().Count(file.Code) == _methods[file].Count(m => m.IsTest) ? [] : [new Finding(file.Path, "holds a test that cannot be read")];

        private bool Names(TextFile file, TextFile other) => _words[file].Contains(Path.GetFileNameWithoutExtension(other.Path));
    }

    private static List<Method> Methods(string code)
    {
        var methods = new List<Method>();
        foreach (Match header in MethodHeader().Matches(code))
        {
            var start = CSharpText.EndOfBracket(code, header.Index + header.Length - 1);
            var end = start;
            while (end < code.Length && code[end] is not (';' or '{'))
            {
                end = code[end] is '(' or '[' ? CSharpText.EndOfBracket(code, end) : end + 1;
            }

            // An expression goes on after a bracket; a block ends with it.
            var isExpression = code.AsSpan(start, end - start).Contains("=>", StringComparison.Ordinal);
            while (isExpression && end < code.Length && code[end] != ';')
            {
                end = code[end] is '(' or '[' or '{' ? CSharpText.EndOfBracket(code, end) : end + 1;
            }

            end = end < code.Length && code[end] == '{' ? CSharpText.EndOfBracket(code, end) : end;
            methods.Add(new Method(
                header.Index, header.Groups["name"].Value, header.Groups["type"].Value, header.Groups["attributes"].Value, code[start..end]));
        }

        return methods;
    }

    private sealed record Method(int Start, string Name, string Type, string Attributes, string Body)
    {
        public bool IsTest => TestAttribute().IsMatch(Attributes);

        public bool Asserts => Assertion().IsMatch(Body) || (IsTest && Type is not ("void" or "Task" or "ValueTask"));

        public bool Calls(HashSet<string> names) => Call().Matches(Body).Any(call => names.Contains(call.Groups["name"].Value));
    }

    [GeneratedRegex(
        @"(?<attributes>(\[([^\[\]]|\[[^\[\]]*\])*\]\s*)*)\b((public|private|protected|internal|static|async|override|virtual|new)\s+)+"
        + @"(?!(class|record|struct|interface|enum|delegate|sealed|abstract|partial|readonly|const|event)\b)(?<type>[\w.]+(<[^;{}=]*>)?[?\[\]]*|\([^()]*\))\s+(?<name>\w+)(<[^;{}()]*>)?\s*\(",
        RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex MethodHeader();

    [GeneratedRegex(@"\[\s*(Fact|Theory|Property)\b", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex TestAttribute();

    [GeneratedRegex(@"\bShould\w*|\bAssert\s*\.|\bEventually\s*\.|\bThrows\w*|\bQuickCheckThrowOnFailure\b", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Assertion();

    [GeneratedRegex(@"\b[A-Z]\w*", RegexOptions.None, 5_000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(?<name>\w+)\s*(<[^;{}()]*>)?\s*\(", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Call();
}
