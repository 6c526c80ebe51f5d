using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Cluster.ServiceDefaults;

/// <summary>A service checks the token itself and does not take the gateway's word for it.</summary>
public static class Authentication
{
    public const string Audience = "cluster";

    internal static void AddTokenValidation(this IHostApplicationBuilder builder)
    {
        var issuer = builder.Configuration["Identity:Issuer"];
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.Authority = builder.Configuration["Identity:Authority"];
            options.RequireHttpsMetadata = false; // inside the cluster; TLS ends before it
            options.MapInboundClaims = false;
            options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidAudience = Audience,
                ValidIssuer = issuer,
                ValidTypes = ["at+jwt"],
                ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
                RoleClaimType = "role",
                NameClaimType = "sub",
                ClockSkew = TimeSpan.FromSeconds(30),
            };
            options.Events = new JwtBearerEvents
            {
                OnChallenge = async context =>
                {
                    context.HandleResponse();
                    context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
                    await Problem.Of(Refusals.Unauthenticated).Write(context.HttpContext);
                },
                OnForbidden = context => Problem.Of(Refusals.Forbidden).Write(context.HttpContext),
                OnTokenValidated = context =>
                {
                    if (context.HttpContext.RequestServices.GetRequiredService<RevocationList>().Cover((JsonWebToken)context.SecurityToken))
                    {
                        context.Fail("The token has been revoked.");
                    }

                    return Task.CompletedTask;
                },
            };
        });
        builder.Services.AddSingleton<RevocationList>();
        builder.Services.AddHttpClient(RevocationPoll.HttpClientName, http => http.Timeout = RevocationPoll.Interval).RemoveAllResilienceHandlers();
        builder.Services.AddHostedService<RevocationPoll>();
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, ScopeAnswers>();
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<TimeProvider>((options, time) =>
        {
            options.TokenHandlers.Clear();
            options.TokenHandlers.Add(new RememberedTokens(time) { MapInboundClaims = false });
        });
        builder.Services.AddAuthorization();
    }

    /// <summary>The registered short name of the organisation that a credential belongs to; empty for operators.</summary>
    public static string Organisation(this ClaimsPrincipal principal) => principal.FindFirstValue("organisation") ?? "";

    /// <summary>Who has signed in; null for a system. A person's token says a position, and the name that goes with it.</summary>
    public static string? PersonName(this ClaimsPrincipal principal) =>
        principal.FindFirstValue(Auditors.PositionClaim) is { Length: > 0 } ? principal.FindFirstValue("name") : null;

    /// <summary>The organisation whose rows are all that the credential sees; null for one that sees everybody's.</summary>
    public static string? SeesOnly(this ClaimsPrincipal principal) =>
        Roles.SeeAll.Any(principal.IsInRole) ? null : principal.Organisation();
}

/// <summary>Persons whose work is to look at the trail, whatever else their role lets them read.</summary>
public static class Auditors
{
    public const string PositionClaim = "position";
    public const string Auditor = "auditor";

    public static AuthorizationPolicyBuilder RequireAuditor(this AuthorizationPolicyBuilder policy) =>
        policy.RequireAssertion(context => context.User.IsInRole(Roles.Operator) || context.User.HasClaim(PositionClaim, Auditor));
}

/// <summary>The roles that a credential can have.</summary>
public static class Roles
{
    public const string Department = "department";
    public const string Office = "office";
    public const string Operator = "operator";
    public const string Reader = "reader";

    /// <summary>Whoever has none of these is let into no service.</summary>
    public static readonly string[] OfServices = [Department, Office, Operator, Reader];

    /// <summary>Everybody else sees what is theirs.</summary>
    internal static readonly string[] SeeAll = [Office, Operator, Reader];
}
