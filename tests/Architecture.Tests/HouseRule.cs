using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Cluster.Architecture.Tests;

/// <param name="Where">A path, or a type: what an exemption names.</param>
internal sealed record Finding(string Where, string What)
{
    public override string ToString() => $"{Where}: {What}";
}

/// <summary>A rule of the house. It comes with samples that break it, since a rule that cannot fail proves nothing.</summary>
internal sealed record HouseRule<T>(Func<T, IEnumerable<Finding>> Find)
{
    /// <summary>What to do instead.</summary>
    public required string Advice { get; init; }

    public required IReadOnlyList<T> Breaks { get; init; }

    /// <summary>What looks alike and is right.</summary>
    public IReadOnlyList<T> Keeps { get; init; } = [];

    public void ShouldHoldFor(IEnumerable<T> subjects, IReadOnlyList<Exemption>? exemptions = null, [CallerMemberName] string rule = "")
    {
        Breaks.ShouldNotBeEmpty();
        Breaks.Where(sample => !Find(sample).Any()).ShouldBeEmpty("The rule does not see these samples.");
        Keeps.SelectMany(Find).ShouldBeEmpty("The rule is too strict.");

        var exempt = (exemptions ?? Exemptions.All).Where(e => e.Rule == rule).ToList();
        var findings = subjects.SelectMany(Find).ToList();
        List<string> complaints =
        [
            .. findings.Where(f => !exempt.Exists(e => e.Where == f.Where)).Select(f => f.ToString()),
            .. exempt.Where(e => !findings.Exists(f => f.Where == e.Where)).Select(e => $"{e.Where} needs its exemption no longer: remove it."),
        ];
        complaints.Count.ShouldBe(0, $"{Advice}\n{string.Join('\n', complaints)}\n");
    }
}

internal static class HouseRule
{
    /// <summary>Code that has no place in a file, whatever comments and strings say.</summary>
    public static Func<TextFile, IEnumerable<Finding>> NoCode(string pattern) => Matches(pattern, file => file.Code);

    public static Func<TextFile, IEnumerable<Finding>> NoText(string pattern) => Matches(pattern, file => file.Text);

    public static Func<TextFile, IEnumerable<Finding>> NoComment(string pattern) => Matches(pattern, file => file.Comments);

    private static Func<TextFile, IEnumerable<Finding>> Matches(string pattern, Func<TextFile, string> part)
    {
        var regex = new Regex(pattern, RegexOptions.ExplicitCapture | RegexOptions.Compiled, TimeSpan.FromSeconds(5));
        return file => regex.Matches(part(file)).Select(match => file.At(match.Index, match.Value.Trim()));
    }
}
