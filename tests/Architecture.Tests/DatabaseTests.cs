using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Cluster.Architecture.Tests;

/// <summary>Each service has a database of its own and is the only one to read it.</summary>
public sealed class DatabaseTests
{
    private static readonly HouseRule<TextFile> OwnConnection = new(HouseRule.NoText(
        """GetConnectionString\s*\(\s*(?!"(database|rabbitmq)")|ConnectionStrings(:|__)(?!(database|rabbitmq)\b)|\bnew\s+Npgsql(Connection|DataSourceBuilder)\s*\(|\bNpgsqlDataSource\s*\.\s*Create|\b(dblink|postgres_fdw)\b"""))
    {
        Advice = "A service reads the one database it is given, through its data source; what others know it hears as events.",
        Breaks =
        [
            TextFile.Sample("""var other = configuration.GetConnectionString("ecology");"""),
            TextFile.Sample("""var other = configuration["ConnectionStrings:ecology"];"""),
            TextFile.Sample("await using var connection = new NpgsqlConnection(address);"),
            TextFile.Sample("""const string Sql = "select * from dblink('dbname=cluster_ecology', 'select 1')";"""),
        ],
        Keeps = [TextFile.Sample("""configuration.GetConnectionString("database"); new NpgsqlCommand(Sql, connection);""")],
    };

    private static readonly HouseRule<Part> OwnTables = new(part => Product.Violations(
        Types().That().Are(part.Types).Should().NotDependOnAny(
            Types().That().AreAssignableTo(typeof(Microsoft.EntityFrameworkCore.DbContext)).And().ResideInNamespaceMatching("^Cluster\\.")
                .And().DoNotResideInAssemblyMatching($"^Cluster\\.{part.Name},"))))
    {
        Advice = "What another service stores it tells as events; its tables are its own.",
        Breaks = [Product.Sample("Ecology", typeof(ReadsAnothersTables))],
        Keeps = [Product.Sample("Industry", typeof(ReadsAnothersTables))],
    };

    [Fact]
    public void No_service_connects_to_a_database_but_its_own() => OwnConnection.ShouldHoldFor(
        Repository.ProductCode.Where(f => f.IsBelow("services") || f.IsBelow("gateway") || f.IsBelow("ServiceDefaults")));

    [Fact]
    public void No_service_knows_anothers_tables() => OwnTables.ShouldHoldFor(Product.Parts);

    private sealed class ReadsAnothersTables
    {
        public static object Read(Industry.IndustryDb industry) => industry.Model;
    }
}
