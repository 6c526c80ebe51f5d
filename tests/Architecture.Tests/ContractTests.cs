using System.Reflection;
using System.Text.Json.Serialization;

namespace Cluster.Architecture.Tests;

/// <summary>
/// What crosses the bus is kept in logs for ever and read by whoever is deployed next, so contracts.txt records every member, and a
/// record may only grow.
/// </summary>
public sealed class ContractTests
{
    private const string File = "tests/Architecture.Tests/contracts.txt";

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(string)] = "string", [typeof(int)] = "int", [typeof(long)] = "long", [typeof(bool)] = "bool", [typeof(decimal)] = "decimal",
        [typeof(byte[])] = "byte[]",
    };

    private static readonly HouseRule<Contracts> OnlyGrow = new(Differences)
    {
        Advice = "A published record is never changed: add an optional (nullable) field, or a new record with V2 at its end.",
        Breaks =
        [
            new(["Sample.Reported.Task: string", "Sample.Reported.Owner: string"], ["Sample.Reported.Task: string"]),
            new(["Sample.Reported.Share: int"], ["Sample.Reported.Share: decimal"]),
            new(["Sample.Reported.Task: string"], ["Sample.Reported.Task: string", "Sample.Reported.Note: string?"]),
            new([], Describe([typeof(Sample)])),
        ],
        Keeps =
        [
            new(["Sample.Reported.Task: string"], ["Sample.Reported.Task: string"]),
            new(
                [
                    $"{typeof(Sample).FullName}.Key: string", $"{typeof(Sample).FullName}.Note: string?", $"{typeof(Sample).FullName}.Share: decimal?",
                    $"{typeof(Sample).FullName}.Days: IReadOnlyList<DateOnly>",
                ],
                Describe([typeof(Sample)])),
        ],
    };

    [Fact]
    public void Contracts_only_grow() => OnlyGrow.ShouldHoldFor([new Contracts(Recorded(), Describe(Published()))]);

    private static IEnumerable<Finding> Differences(Contracts contracts) =>
    [
        .. contracts.Recorded.Except(contracts.Current).Select(member => new Finding(member, "was published, and is gone or changed")),
        .. contracts.Current.Except(contracts.Recorded).Select(member => new Finding(member, $"is new: once it is meant to stay, add this line to {File}")),
    ];

    private static string[] Recorded() =>
        [.. Repository.File(File).Text.Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#'))];

    private static IEnumerable<Type> Published() =>
    [
        .. typeof(Cluster.Contracts.IndicatorMeasured).Assembly.GetExportedTypes(),
        typeof(Messaging.EventPacket), typeof(Messaging.PacketEvent), typeof(Messaging.ReplayRequested), typeof(Messaging.ReplaySent),
    ];

    /// <summary>A line a member; a type that writes itself (a quarter, a code) has no members on the wire.</summary>
    private static List<string> Describe(IEnumerable<Type> types)
    {
        var nullability = new NullabilityInfoContext();
        return
        [
            .. from type in types
               where type.GetMethod("<Clone>$") is not null
               from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
               where property.CanWrite && property.GetCustomAttribute<JsonIgnoreAttribute>() is null
               select $"{type.FullName}.{property.Name}: {NameOf(nullability.Create(property))}",
        ];
    }

    private static string NameOf(NullabilityInfo member)
    {
        var type = Nullable.GetUnderlyingType(member.Type) ?? member.Type;
        var name = type.IsGenericType
            ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", member.GenericTypeArguments.Select(NameOf))}>"
            : Keywords.GetValueOrDefault(type, type.Namespace == nameof(System) ? type.Name : type.FullName!);
        return member.ReadState == NullabilityState.Nullable ? name + "?" : name;
    }

    private sealed record Contracts(IReadOnlyList<string> Recorded, IReadOnlyList<string> Current);

    private sealed record Sample(string Key, string? Note, decimal? Share, IReadOnlyList<DateOnly> Days);
}
