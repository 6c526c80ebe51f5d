using System.Reflection;
using Cluster.Cli.Audit;
using Cluster.Cli.Changes;
using Cluster.Cli.Completion;
using Cluster.Cli.DeadLetters;
using Cluster.Cli.Identity;
using Cluster.Cli.Jobs;
using Cluster.Cli.Languages;
using Cluster.Cli.Output;
using Cluster.Cli.Rows;
using Cluster.Cli.Webhooks;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Cluster.Cli;

/// <summary>The table of the commands.</summary>
internal static class App
{
    /// <summary>A lone hyphen is no option here but standard input; the parser knows it by this name.</summary>
    public const string StandardInput = "<stdin>";

    public static string Version { get; } =
        typeof(App).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static async Task<int> Run(IReadOnlyList<string> arguments, Terminal terminal, CancellationToken cancellation = default)
    {
        var (language, others) = Split("--language", arguments);
        Words.Choose(language, terminal.Variable);
        if (others.Contains("--no-color") || !string.IsNullOrEmpty(terminal.Variable("NO_COLOR")))
        {
            terminal.WithoutColours();
        }

        try
        {
            return await Make(terminal).RunAsync(others.Where(a => a != "--no-color").Select(a => a == "-" ? StandardInput : a), cancellation);
        }
        catch (Exception failure) when (Ending.Of(failure) is { } ending)
        {
            return End(terminal, arguments, ending.Exit, ending.Trouble);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return End(terminal, arguments, ExitCode.Fault, new Trouble("fault", Words.Both("failure.fault", failure.GetType().Name, failure.Message)));
        }
    }

    public static CommandApp Make(Terminal terminal)
    {
        var app = new CommandApp();
        app.Configure(commands =>
        {
            commands.SetApplicationName("cluster");
            commands.SetApplicationVersion(Version);
            commands.SetApplicationCulture(Words.Culture);
            commands.ConfigureConsole(terminal.Out);
            commands.Settings.Registrar.RegisterInstance(terminal);
            commands.UseStrictParsing();
            commands.PropagateExceptions();
            Add(commands);
        });
        return app;
    }

    private static void Add(IConfigurator commands)
    {
        commands.AddCommand<Login>("login").WithDescription(Words.Say("login")).WithExample("login", "http://localhost:8080", "--client-id", "dept-05");
        commands.AddCommand<Logout>("logout").WithDescription(Words.Say("logout"));
        commands.AddCommand<WhoAmI>("whoami").WithDescription(Words.Say("whoami"));
        commands.AddCommand<Push>("push").WithDescription(Words.Say("push"))
            .WithExample("push", "infrastructure/segments", "segments.csv", "--validate");
        commands.AddCommand<GetTemplate>("template").WithDescription(Words.Say("template"));
        commands.AddCommand<ListRows>("list").WithDescription(Words.Say("list"))
            .WithExample("list", "infrastructure/segments", "--all", "--csv");
        commands.AddCommand<GetRow>("get").WithDescription(Words.Say("get"));
        commands.AddCommand<GetHistory>("history").WithDescription(Words.Say("history"));
        commands.AddCommand<ReadChanges>("changes").WithDescription(Words.Say("changes"));
        commands.AddBranch("jobs", jobs =>
        {
            jobs.SetDescription(Words.Say("jobs"));
            jobs.AddCommand<ListJobs>("list").WithDescription(Words.Say("jobs.list"));
            jobs.AddCommand<WatchJob>("watch").WithDescription(Words.Say("jobs.watch"));
        });
        commands.AddBranch("audit", audit =>
        {
            audit.SetDescription(Words.Say("audit"));
            audit.AddCommand<VerifyLog>("verify").WithDescription(Words.Say("audit.verify"));
        });
        commands.AddBranch("dead-letters", letters =>
        {
            letters.SetDescription(Words.Say("dead-letters"));
            letters.AddCommand<ListDeadLetters>("list").WithDescription(Words.Say("dead-letters.list"));
            letters.AddCommand<ReplayDeadLetter>("replay").WithDescription(Words.Say("dead-letters.replay"));
        });
        commands.AddBranch("webhooks", webhooks =>
        {
            webhooks.SetDescription(Words.Say("webhooks"));
            webhooks.AddCommand<ListWebhooks>("list").WithDescription(Words.Say("webhooks.list"));
            webhooks.AddCommand<PutWebhook>("put").WithDescription(Words.Say("webhooks.put"))
                .WithExample("webhooks", "put", "infrastructure", "erp", "https://erp.example.cn/cluster", "--resource", "segments");
            webhooks.AddCommand<DeleteWebhook>("delete").WithDescription(Words.Say("webhooks.delete"));
            webhooks.AddCommand<TestWebhook>("test").WithDescription(Words.Say("webhooks.test"));
            webhooks.AddCommand<ListDeliveries>("deliveries").WithDescription(Words.Say("webhooks.deliveries"));
            webhooks.AddCommand<ReplayDeliveries>("replay").WithDescription(Words.Say("webhooks.replay"));
            webhooks.AddCommand<RotateSecret>("rotate").WithDescription(Words.Say("webhooks.rotate"));
        });
        commands.AddCommand<PrintCompletion>("completion").WithDescription(Words.Say("completion"));
    }

    private static int End(Terminal terminal, IReadOnlyList<string> arguments, ExitCode exit, Trouble trouble)
    {
        if (arguments.Contains("--json"))
        {
            Json.Write(terminal.Raw, new { Error = trouble, ExitCode = (int)exit });
        }

        Ending.Say(terminal, trouble);
        return (int)exit;
    }

    /// <summary>An option's value and what else there is: the language is needed before the rest is read, which is refused in that language.</summary>
    private static (string? Value, List<string> Others) Split(string option, IReadOnlyList<string> arguments)
    {
        string? value = null;
        var others = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] == option && i + 1 < arguments.Count)
            {
                value = arguments[++i];
            }
            else if (arguments[i].StartsWith(option + "=", StringComparison.Ordinal))
            {
                value = arguments[i][(option.Length + 1)..];
            }
            else
            {
                others.Add(arguments[i]);
            }
        }

        return (value, others);
    }
}
