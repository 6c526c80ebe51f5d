using Cluster.Cli.Languages;
using Spectre.Console.Cli;

namespace Cluster.Cli;

/// <summary>What every command takes.</summary>
internal class GlobalSettings : CommandSettings
{
    [CommandOption("--json")]
    [Described("option.json")]
    public bool Json { get; init; }

    [CommandOption("--no-color")]
    [Described("option.no-color")]
    public bool NoColour { get; init; }

    [CommandOption("--language <zh|en>")]
    [Described("option.language")]
    public string? Language { get; init; }

    [CommandOption("--retries <COUNT>")]
    [Described("option.retries")]
    public int Retries { get; init; } = 4;
}
