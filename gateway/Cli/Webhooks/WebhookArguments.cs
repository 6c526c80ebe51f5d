using Cluster.Cli.Languages;
using Cluster.Cli.Rows;
using Spectre.Console.Cli;

namespace Cluster.Cli.Webhooks;

/// <summary>What every command about one subscription takes.</summary>
internal class WebhookArguments : GlobalSettings
{
    [CommandArgument(0, "<SERVICE>")]
    [Described("argument.service")]
    public required string Service { get; init; }

    [CommandArgument(1, "<NAME>")]
    [Described("webhooks.name")]
    public required string Name { get; init; }

    public void Check() => ResourceName.CheckService(Service);
}
