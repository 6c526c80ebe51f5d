using Cluster.Client;
using Cluster.Seeder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning); // what it has to say is its report
builder.AddTelemetry();
using var host = builder.Build();
await host.StartAsync();
try
{
    var settings = Settings.From(builder.Configuration);
    await GatewayWait.UntilReady(settings.Gateway);

    // One credential for each department and one for the office, registered by the operator that the deployment brings along.
    var credentials = await ClientRegister.Register(DataFiles.ReadOrganisations(), settings);

    // Who can sign in first, where nobody can yet.
    await Administrators.CreateFirst(settings);

    // The plan and the published figures, each pushed by the organisation it belongs to; rows that are there already stay as they are.
    var report = new Report();
    foreach (var seed in Seeds.All())
    {
        using var cluster = new ClusterClient(settings.ClientOf(credentials.Of(seed.Organisation)));
        report.Add(seed.Resource, await seed.Push(cluster));
    }

    report.Print(Console.Out);
    if (report.Rejected == 0)
    {
        await DemonstrationSteps.Take(settings, credentials, Console.Out);
    }

    return report.Rejected == 0 ? 0 : 1;
}
catch (Exception failure) when (failure is ClusterException or SeedingException)
{
    await Console.Error.WriteLineAsync($"种子数据未能写入 Seeding failed: {failure.Message}");
    return 1;
}
finally
{
    await host.StopAsync();
}
