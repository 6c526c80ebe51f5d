using System.Text.Json.Nodes;
using Cluster.Fixtures;
using Cluster.Portfolio.Tests.Projects;

namespace Cluster.Portfolio.Tests;

/// <summary>What is reported of projects; all its tests share one service, and each has projects of its own.</summary>
[CollectionDefinition]
public sealed class Dossier : ICollectionFixture<PortfolioService>;

internal static class GivenProjects
{
    /// <summary>A project that started on 2024-04-01.</summary>
    public static async Task HasBuilt(this HttpClient department, string key, string? code = null) =>
        (await department.Push(PortfolioService.Projects, PushProjectsTests.Built(key).With("code", code))).Outcome().ShouldBe("created");

    /// <summary>A project that has not started.</summary>
    public static async Task HasReserved(this HttpClient department, string key) =>
        (await department.Push(PortfolioService.Projects, PushProjectsTests.Project(key))).Outcome().ShouldBe("created");

    public static string Text(this JsonNode? node, string member) => node![member]!.GetValue<string>();
}
