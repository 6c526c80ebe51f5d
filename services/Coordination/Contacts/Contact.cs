using System.Text.RegularExpressions;
using Cluster.Contracts.Coordination;
using Cluster.ServiceDefaults;

namespace Cluster.Coordination.Contacts;

/// <summary>A contact that an organisation filed with the office (联络员备案): who answers for it, from when until when.</summary>
public sealed partial record Contact
{
    private const int ShownFirst = 4;
    private const int ShownLast = 2;

    /// <summary>BA and the year, and its place in the year's register: BA2026-0001. Given by the platform.</summary>
    public required string Receipt { get; init; }

    public required string Organisation { get; init; }

    public required string Person { get; init; }

    public required string Post { get; init; }

    public required string Telephone { get; init; }

    public DateOnly ValidFrom { get; init; }

    /// <summary>The last day; null while no end is known.</summary>
    public DateOnly? ValidUntil { get; init; }

    public required string FiledBy { get; init; }

    public DateTimeOffset FiledAt { get; init; }

    public long Version { get; init; }

    internal string Aggregate => $"coordination/contacts/{Receipt}";

    /// <summary>Events go to whoever subscribes, and so never hold the number.</summary>
    internal ContactFiled Told() => new(Receipt, Organisation, Person, Post, Masked(Telephone), ValidFrom, ValidUntil, FiledBy);

    /// <summary>A mobile number as everywhere, another one but for its area and its end: 138****1234, 0472-*****00.</summary>
    public static string Masked(string telephone)
    {
        if (PersonalNumbers.HoldsMobile(telephone))
        {
            return PersonalNumbers.Mask(telephone);
        }

        var (digits, seen) = (telephone.Count(char.IsDigit), 0);
        return string.Concat(telephone.Select(c => !char.IsDigit(c) || ++seen <= Math.Min(ShownFirst, digits / 2) || seen > digits - ShownLast ? c : '*'));
    }

    public static bool IsTelephone(string text) => Number().IsMatch(text);

    [GeneratedRegex(@"^\+?[0-9][0-9 \-()]{5,30}[0-9]$", RegexOptions.None, 1_000)]
    private static partial Regex Number();
}
