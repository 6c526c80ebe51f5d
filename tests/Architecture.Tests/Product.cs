using ArchUnitNET.Fluent.Syntax.Elements.Types;
using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Cluster.Architecture.Tests;

/// <summary>Some types of the product as they were compiled: an assembly, or samples that stand for one.</summary>
internal sealed record Part(string Name, IObjectProvider<IType> Types)
{
    public override string ToString() => Name;
}

/// <summary>The assemblies that run or are published, and the samples in this one.</summary>
internal static class Product
{
    /// <summary>Every project outside tests; this one refers to them all but the AppHost, which refers to all that runs by itself.</summary>
    private static readonly string[] Names =
    [
        .. Repository.BuildFiles.Where(f => f.Extension == ".csproj" && !f.IsBelow("tests"))
            .Select(f => Path.GetFileNameWithoutExtension(f.Path)).Where(name => name != "AppHost"),
    ];

    public static readonly IReadOnlyList<System.Reflection.Assembly> Assemblies =
        [.. Names.Select(name => System.Reflection.Assembly.Load($"Cluster.{name}"))];

    private static readonly ArchUnitNET.Domain.Architecture Compiled = new ArchLoader()
        .LoadAssemblies([.. Assemblies, typeof(Product).Assembly])
        .Build();

    public static readonly IReadOnlyList<Part> Parts = [.. Names.Select(name => new Part(name, TypesOf(name)))];

    private static GivenTypesConjunction TypesOf(string name) => Types().That().ResideInAssemblyMatching($"^Cluster\\.{name},");

    public static Part Sample(string name, params System.Type[] types) => new(name, Types().That().Are(types));

    public static IEnumerable<Finding> Violations(IArchRule rule) =>
        rule.Evaluate(Compiled).Where(result => !result.Passed)
            .Select(result => new Finding(((IHasName)result.EvaluatedObject!).FullName, result.Description));

    /// <summary>Every call that the types make: which type, and which method.</summary>
    public static IEnumerable<Finding> Calls(Part part) =>
        from type in part.Types.GetObjects(Compiled)
        from call in type.Dependencies.OfType<MethodCallDependency>()
        select new Finding(type.FullName, $"calls {call.TargetMember.FullName}");
}
