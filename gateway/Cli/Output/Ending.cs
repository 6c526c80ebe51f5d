using System.Net;
using System.Text.Json;
using Cluster.Cli.Languages;
using Cluster.Client;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Cluster.Cli.Output;

/// <summary>What went wrong, as programs read it.</summary>
internal sealed record Trouble(
    string Code, BilingualText Message, int? Status = null, string? Field = null, string? Service = null, decimal? Limit = null, string? TraceId = null,
    IReadOnlyList<Fault>? Errors = null);

/// <summary>How a command ends that did not do what it was asked: the one place that maps troubles to exit codes and says them.</summary>
internal static class Ending
{
    private static readonly HashSet<string> OfTokens = ["invalid-client", "invalid-grant", "unauthorized-client", "invalid-scope"];

    /// <summary>Null for what is a fault of this program.</summary>
    public static (ExitCode Exit, Trouble Trouble)? Of(Exception failure) => failure switch
    {
        Failure known => (known.Exit, new Trouble(known.Code, known.Text)),
        ClusterException refused => (ExitOf(refused), TroubleOf(refused)),
        CommandAppException usage => (ExitCode.Usage, new Trouble("usage", Words.Both("failure.usage", usage.Message))),
        OperationCanceledException => (ExitCode.Interrupted, new Trouble("interrupted", Words.Both("failure.interrupted"))),
        JsonException or HttpRequestException or FormatException or IOException or Refit.ApiExceptionBase =>
            (ExitCode.ServerFault, new Trouble("unexpected-answer", Words.Both("failure.unexpected-answer", failure.Message))),
        UnauthorizedAccessException denied => (ExitCode.Usage, new Trouble("file-denied", Words.Both("failure.file-denied", denied.Message))),
        _ => null,
    };

    public static void Say(Terminal terminal, Trouble trouble)
    {
        var red = new Style(Color.Red);
        terminal.Error.Line($"{Words.Say("failure")} {trouble.Message.Chosen()} [{trouble.Code}]", red);
        foreach (var fault in trouble.Errors ?? [])
        {
            terminal.Error.Line($"  {fault.Field}: {fault.Message.Chosen()} [{fault.Code}]");
        }

        if (trouble.Status is 401 || OfTokens.Contains(trouble.Code))
        {
            terminal.Error.Line(Words.Say("failure.sign-in"));
        }

        if (trouble is { Status: >= 500, TraceId: { } trace })
        {
            terminal.Error.Line(Words.Say("failure.trace", trace));
        }
    }

    private static ExitCode ExitOf(ClusterException refused) => refused.Status switch
    {
        null => ExitCode.Unreachable,
        _ when OfTokens.Contains(refused.Problem.Code) => ExitCode.NotSignedIn,
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ExitCode.NotSignedIn,
        HttpStatusCode.NotFound => ExitCode.NotFound,
        HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => ExitCode.ServerFault,
        _ => ExitCode.Refused,
    };

    private static Trouble TroubleOf(ClusterException refused)
    {
        var problem = refused.Problem;
        var message = problem.Message ?? new BilingualText(problem.Title ?? problem.Code, problem.Detail ?? problem.Title ?? problem.Code);
        return new Trouble(
            problem.Code, message, (int?)refused.Status, problem.Field, problem.Service, problem.Limit, problem.TraceId,
            problem.Errors.Count > 0 ? problem.Errors : null);
    }
}
