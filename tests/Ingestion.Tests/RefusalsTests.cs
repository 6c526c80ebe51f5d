using System.Reflection;
using System.Text.RegularExpressions;
using Cluster.Ingestion.Files;
using Cluster.Ingestion.Jobs;
using Cluster.Ingestion.Lists;
using Cluster.ServiceDefaults;

namespace Cluster.Ingestion.Tests;

public sealed partial class RefusalsTests
{
    private static readonly Refusal[] All = [.. new[] { typeof(IngestionRefusals), typeof(FileRefusals), typeof(ListRefusals), typeof(JobRefusals), typeof(Cluster.ServiceDefaults.Refusals) }
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(field => (Refusal)field.GetValue(null)!)];

    [Fact]
    public void Each_has_a_code_of_its_own()
    {
        All.ShouldAllBe(r => r.Code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'));
        All.Select(r => r.Code).ShouldBeUnique();
    }

    [Fact]
    public void Each_speaks_both_languages()
    {
        All.ShouldAllBe(r => Chinese().IsMatch(r.Zh));
        All.ShouldAllBe(r => !Chinese().IsMatch(r.En));
    }

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Chinese();
}
