using Cluster.Gateway.Identity;

namespace Cluster.Gateway.Cadence;

public static class CadenceSetup
{
    public static void AddCadence(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<NotePushes>().AddHostedService(services => services.GetRequiredService<NotePushes>());
        builder.Services.AddSingleton<WatchSilence>().AddHostedService(services => services.GetRequiredService<WatchSilence>());
    }

    public static void UseCadence(this WebApplication app)
    {
        var pushes = app.Services.GetRequiredService<NotePushes>();
        app.Use((context, next) => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            ? pushes.Note(context, () => next(context))
            : next(context));
    }

    public static void MapCadence(this IEndpointRouteBuilder endpoints)
    {
        var pushes = endpoints.MapGroup("/identity/pushes").RequireAuthorization(Access.Operators).WithTags("clients");
        pushes.MapGet("", GetPushes.Handle).WithSummary("推送节奏与静默 Pushes and silence");
        pushes.MapPut("{clientId}/{service}/{resource}", SetCadence.Handle)
            .WithSummary("规定间隔 Say how often to expect it").Produces(StatusCodes.Status204NoContent);
    }
}
