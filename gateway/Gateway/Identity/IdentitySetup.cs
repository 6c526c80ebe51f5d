using System.Security.Cryptography.X509Certificates;
using Cluster.Gateway.Identity.Persons;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Core;
using OpenIddict.EntityFrameworkCore.Models;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlerFilters;
using static OpenIddict.Server.OpenIddictServerHandlers;
using Scopes = Cluster.ServiceDefaults.Scopes;

namespace Cluster.Gateway.Identity;

/// <summary>Issues tokens, checks them at the door, and keeps the register of those who may have one.</summary>
public static class IdentitySetup
{
    private const int RequestBytesMax = 16 * 1024;

    public static void AddIdentity(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddDbContext<GatewayDb>(options => options
            .UseNpgsql(builder.Configuration.GetConnectionString("database"))
            .UseSnakeCaseNamingConvention());
        services.AddHealthChecks().AddCheck<RegisterCheck>("register", HealthStatus.Degraded, timeout: TimeSpan.FromSeconds(2));

        AddKeys(services, builder.Configuration.GetSection("Identity:KeyCertificate"));
        AddIssuing(services, builder.Configuration.GetSection("Identity:Issuer"));
        AddChecking(services);
        services.AddScoped(provider => (ClientRegister)provider.GetRequiredService<OpenIddictApplicationManager<OpenIddictEntityFrameworkCoreApplication>>());
        services.AddScoped<PutClient>();
        services.AddScoped<ShownAssertions>();
        builder.AddPersons();
    }

    private static void AddKeys(IServiceCollection services, IConfiguration certificate)
    {
        var protection = services.AddDataProtection().SetApplicationName("cluster-gateway").PersistKeysToDbContext<GatewayDb>();
        if (certificate["Path"] is { Length: > 0 } path)
        {
            protection.ProtectKeysWithCertificate(X509CertificateLoader.LoadPkcs12FromFile(path, certificate["Password"]));
        }

        services.AddSingleton<IdentityKeys>();
    }

    private static void AddIssuing(IServiceCollection services, IConfigurationSection issuer)
    {
        services.AddOpenIddict()
            .AddCore(core =>
            {
                core.UseEntityFrameworkCore().UseDbContext<GatewayDb>();
                core.ReplaceApplicationManager<OpenIddictEntityFrameworkCoreApplication, ClientRegister>();
            })
            .AddServer(server =>
            {
                server.SetTokenEndpointUris("connect/token");
                server.AllowClientCredentialsFlow();
                server.RegisterScopes(Scopes.Read, Scopes.Write);
                server.DisableScopeValidation(); // which scopes there are is the services' matter; a client gets none but its own
                server.SetAccessTokenLifetime(Access.TokenLifetime);
                server.DisableAccessTokenEncryption(); // services read it without a key of the gateway's
                server.SetAuthorizationEndpointUris("connect/authorize").SetEndSessionEndpointUris("connect/logout");
                server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
                server.Configure(options => options.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain)); // proves nothing to who has read the request
                server.DisableAuthorizationStorage(); // nobody is asked for consent: the only pages are our own
                server.UseAspNetCore()
                    .EnableTokenEndpointPassthrough().EnableAuthorizationEndpointPassthrough().EnableEndSessionEndpointPassthrough()
                    .DisableTransportSecurityRequirement();
                server.AddEventHandler<HandleConfigurationRequestContext>(handler => handler.SetOrder(int.MinValue).UseInlineHandler(Authorize.Publish));
                server.AddTokenErrors();
                server.AddEventHandler<ProcessAuthenticationContext>(handler => handler
                    .AddFilter<RequireClientAssertionPrincipal>()
                    .SetOrder(ValidateClientAssertionWellknownClaims.Descriptor.Order + 1)
                    .UseScopedHandler<ShownAssertions>());
                server.AddTokenRows();
            });

        services.AddOptions<OpenIddictServerOptions>().Configure<IdentityKeys>((options, keys) =>
        {
            options.Issuer = ReadIssuer(issuer);
            options.SigningCredentials.AddRange(keys.Signing.Select(key => new SigningCredentials(key, SecurityAlgorithms.RsaSha256)));
            options.EncryptionCredentials.AddRange(keys.Encryption.Select(key =>
                new EncryptingCredentials(key, SecurityAlgorithms.RsaOAEP, SecurityAlgorithms.Aes256CbcHmacSha512)));
        });
    }

    /// <summary>Whoever checks a token compares the issuer letter by letter, so the setting has to be what the token will say.</summary>
    private static Uri ReadIssuer(IConfigurationSection setting) =>
        Uri.TryCreate(setting.Value, UriKind.Absolute, out var issuer) && issuer.AbsoluteUri == setting.Value
            ? issuer
            : throw new InvalidOperationException(
                $"{setting.Path} is '{setting.Value}' but has to be an absolute address with its final slash, such as http://localhost:8080/.");

    /// <summary>As every service does it, but with the keys at hand instead of those published.</summary>
    private static void AddChecking(IServiceCollection services)
    {
        services.AddAccessPolicies();
        services.AddSingleton<Revocations>();
        services.AddHostedService(provider => provider.GetRequiredService<Revocations>());
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IdentityKeys>((options, keys) =>
            {
                options.Authority = null;
                options.TokenValidationParameters.IssuerSigningKeys = keys.Signing;
            });
    }

    public static void MapIdentity(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/connect/token", IssueToken.Handle).WithMetadata(new RequestSizeLimitAttribute(RequestBytesMax))
            .WithTags("tokens").WithSummary("取得令牌 Get a token (RFC 6749)").Accepts<IssueToken.Form>("application/x-www-form-urlencoded").Produces<IssueToken.Answer>();
        endpoints.MapGet("/connect/revocations", (Revocations revocations) => revocations.Current)
            .WithTags("tokens").WithSummary("已作废的令牌，供各服务查询 Void tokens, as services ask for them");

        var clients = endpoints.MapGroup("/identity/clients")
            .RequireAuthorization(Access.Operators)
            .WithTags("clients")
            .WithMetadata(new RequestSizeLimitAttribute(RequestBytesMax));
        endpoints.MapPersons();
        clients.MapGet("", GetClients.Handle).WithSummary("系统凭证 Registered systems").Produces<GetClients.Page>();
        clients.MapPut("{clientId}", PutClient.Handle).WithSummary("登记或修改 Register or change").Produces<PutClient.Answer>().Produces<PutClient.Answer>(StatusCodes.Status201Created);
        clients.MapDelete("{clientId}", DeleteClient.Handle).WithSummary("吊销 Revoke").Produces(StatusCodes.Status204NoContent);
        clients.MapPost("{clientId}/secrets", AddSecret.Handle).WithSummary("加一个密钥 Add a secret")
            .Produces<AddSecret.Answer>(StatusCodes.Status201Created);
        clients.MapDelete("{clientId}/secrets/{secretId:guid}", DeleteSecret.Handle).WithSummary("停用一个密钥 Take a secret away").Produces(StatusCodes.Status204NoContent);
    }

    /// <summary>Tables, then the keys that all replicas share.</summary>
    public static async Task MigrateIdentity(this WebApplication app)
    {
        await app.Migrate<GatewayDb>();
        await app.Services.GetRequiredService<IdentityKeys>().Create();
    }

    public static async Task LoadIdentity(this WebApplication app)
    {
        await app.Services.GetRequiredService<IdentityKeys>().Load();
        _ = app.Services.GetRequiredService<IOptions<OpenIddictServerOptions>>().Value; // a wrong setting stops the start, not the first client
        await using var scope = app.Services.CreateAsyncScope();
        await ConfiguredClients.Save(app.Configuration, scope.ServiceProvider.GetRequiredService<PutClient>());
    }

    /// <summary>Without its database the gateway registers nobody and issues nothing, but lets in whoever has a token: degraded, not down.</summary>
    private sealed class RegisterCheck(GatewayDb database) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            await database.Database.CanConnectAsync(cancellationToken)
                ? HealthCheckResult.Healthy()
                : new HealthCheckResult(context.Registration.FailureStatus);
    }
}
