using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Cluster.ServiceDefaults;

/// <summary>Traces that follow a push from HTTP through the event log and RabbitMQ to its consumer; metrics; logs.</summary>
internal static class Telemetry
{
    public static void AddTelemetry(this IHostApplicationBuilder builder, string service)
    {
        // Several lines a request tell an operator nothing that its trace does not, and cost more than the request's own work.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter("Npgsql", "MassTransit", "Cluster.*"))
            .WithTracing(tracing => tracing
                .SetSampler(new ParentBasedSampler(new RequestsOnly()))
                .AddSource("MassTransit", "Cluster.*", "Yarp.ReverseProxy")
                .AddAspNetCoreInstrumentation(options =>
                {
                    options.Filter = context => !context.Request.Path.StartsWithSegments("/health");
                    options.EnrichWithHttpRequest = MaskPath;
                })
                .AddHttpClientInstrumentation()
                .AddNpgsql());

        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.UseOtlpExporter();
        }
    }

    /// <summary>Keys stand in addresses; what the query says is left out by the instrumentation itself.</summary>
    private static void MaskPath(Activity activity, HttpRequest request)
    {
        if (request.Path.Value is { } path && PersonalNumbers.Mask(path) is var masked && masked != path)
        {
            activity.SetTag("url.path", masked);
        }
    }
}

/// <summary>
/// A trace begins with a request. The relay's look at the log every second, its word that it has caught up and what hears it are no traces of
/// their own: they would bury the pushes.
/// </summary>
internal sealed class RequestsOnly : Sampler
{
    private const string NpgsqlSpan = "postgresql";

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) => new(
        samplingParameters is { Kind: ActivityKind.Server } or { Kind: ActivityKind.Client, Name: not NpgsqlSpan });
}
