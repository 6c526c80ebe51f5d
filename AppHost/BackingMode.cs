using System.Diagnostics;
using Cluster.Backing;
using Microsoft.Extensions.Configuration;

namespace Cluster.AppHost;

/// <summary>Where PostgreSQL and RabbitMQ come from, and why from there.</summary>
internal sealed record BackingMode(BackingKind Kind, string Reason, string? ContainerRuntime = null)
{
    private static readonly string[] Runtimes = ["docker", "podman"];
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    public static BackingMode Choose(IConfiguration settings, bool isPublishing)
    {
        if ((settings["Cluster:Backing"] ?? settings["CLUSTER_BACKING"]) is { Length: > 0 } asked)
        {
            return Enum.TryParse<BackingKind>(asked, ignoreCase: true, out var kind)
                ? new(kind, "CLUSTER_BACKING asks for it", kind == BackingKind.Containers ? AnsweringRuntime() : null)
                : throw new BackingException($"CLUSTER_BACKING is `{asked}`: it must be containers, native or external.");
        }

        if (isPublishing)
        {
            return new(BackingKind.Containers, "a published stack runs in containers");
        }

        if (AnsweringRuntime() is { } runtime)
        {
            return new(BackingKind.Containers, $"{runtime} answers", runtime);
        }

        return Programs.ServersInstalled
            ? new(BackingKind.Native, "no container runtime answers, and the servers are installed")
            : throw new BackingException(
                "No container runtime answers and PostgreSQL and RabbitMQ are not installed. Start docker or podman, "
                + $"or set CLUSTER_BACKING=external with ConnectionStrings__postgres and ConnectionStrings__rabbitmq. {Programs.InstallHint}");
    }

    private static string? AnsweringRuntime() => Array.Find(Runtimes, Answers);

    private static bool Answers(string runtime)
    {
        if (Programs.FindOnPath(runtime) is not { } program)
        {
            return false;
        }

        // Podman's `info` always answers for itself; docker's client does so only when its daemon does.
        using var process = Process.Start(new ProcessStartInfo(program, ["info"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (process.WaitForExit(AnswerLimit))
        {
            return process.ExitCode == 0;
        }

        process.Kill(entireProcessTree: true);
        return false;
    }
}

internal enum BackingKind
{
    Containers,
    Native,
    External,
}
