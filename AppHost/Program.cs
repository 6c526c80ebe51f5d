using Cluster.AppHost;

var builder = DistributedApplication.CreateBuilder(args);
var stack = builder.AddStack();

// PostgreSQL and RabbitMQ: real ones, in containers, as child processes, or given.
var backing = builder.AddBacking(stack);

// Six services, each with a database of its own; they talk through the bus.
IResourceBuilder<ProgramResource>[] services =
[
    builder.AddService<Projects.Coordination>("coordination", backing),
    builder.AddService<Projects.Industry>("industry", backing),
    builder.AddService<Projects.Infrastructure>("infrastructure", backing),
    builder.AddService<Projects.Ecology>("ecology", backing),
    builder.AddService<Projects.PublicServices>("public-services", backing),
    builder.AddService<Projects.Cooperation>("cooperation", backing),
];

// The one door: it knows every service, and every service checks the tokens that it issues.
var gateway = builder.AddGateway<Projects.Gateway>(stack, backing);
foreach (var service in services)
{
    gateway.WithReference(service);
    service.WithIdentityOf(gateway, stack);
}

// The office's pages, reached through the gateway and reading through it.
if (stack.HasDashboard)
{
    gateway.WithReference(builder.AddDashboard<Projects.Dashboard>(stack, gateway));
}

// The plan as data, pushed through the gateway; a second run changes nothing.
if (stack.HasSeeder)
{
    builder.AddSeeder<Projects.Seeder>(stack, gateway, services);
}

// Each resource's output as a file, and a line for each change of its state.
builder.AddLogs(stack);

await using var app = builder.Build();
await app.RunAsync();
