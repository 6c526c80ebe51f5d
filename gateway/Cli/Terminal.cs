using Spectre.Console;

namespace Cluster.Cli;

/// <summary>What a command sees of the machine it runs on; a test gives another one.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">What went wrong, and progress: never mixed into the results.</param>
/// <param name="OpenInput">Standard input.</param>
/// <param name="IsInputTyped">A person types it.</param>
/// <param name="Variable">Of the environment.</param>
/// <param name="Folder">Where the profile is kept.</param>
/// <param name="Time">The clock.</param>
internal sealed record Terminal(
    IAnsiConsole Out, IAnsiConsole Error, Func<Stream> OpenInput, bool IsInputTyped, Func<string, string?> Variable, string Folder, TimeProvider Time)
{
    /// <summary>A table that goes into a file or another program is not folded to the width of a screen.</summary>
    private const int WidthWithoutScreen = 1_000;

    /// <summary>As it is, for JSON and CSV: no colours, no folding.</summary>
    public TextWriter Raw => Out.Profile.Out.Writer;

    public static Terminal OfProcess()
    {
        Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new Terminal(
            On(Console.Out, Console.IsOutputRedirected), On(Console.Error, Console.IsErrorRedirected),
            Console.OpenStandardInput, !Console.IsInputRedirected, Environment.GetEnvironmentVariable, HomeFolder(), TimeProvider.System);
    }

    public void WithoutColours()
    {
        Out.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        Error.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
    }

    private static IAnsiConsole On(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (isRedirected)
        {
            console.Profile.Width = WidthWithoutScreen;
        }

        return console;
    }

    /// <summary>$XDG_CONFIG_HOME, ~/.config, or what the system has instead.</summary>
    private static string HomeFolder() => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "cluster");
}
