using System.Net.Mime;
using System.Security.Claims;
using Cluster.ServiceDefaults;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Cluster.Dashboard.SignIn;

/// <summary>
/// Readers sign in with the authorization code flow and PKCE, and a cookie says afterwards who they are. Every address needs a reader with a
/// role unless it says otherwise.
/// </summary>
internal static partial class SignInSetup
{
    public const string Scheme = "pages";

    private const string Provider = "provider";
    private const string SignedOut = "/signed-out";
    private const string Failed = "/sign-in-failed";

    /// <summary>How long a sign-in page may stay open before its answer comes.</summary>
    private static readonly TimeSpan SignInMax = TimeSpan.FromHours(1);

    /// <summary>
    /// After this the provider is asked again, unseen by a reader whose session there goes on. It is shorter than the time after which an
    /// unused session ends, so that reading keeps it alive.
    /// </summary>
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(5);

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var settings = SignInSettings.Read(builder.Configuration);
        builder.Services.AddSingleton(settings);
        if (settings.IsOpen)
        {
            return;
        }

        var protection = builder.Services.AddDataProtection().SetApplicationName("cluster-dashboard");
        if (settings.KeyFolder is not null)
        {
            protection.PersistKeysToFileSystem(new DirectoryInfo(settings.KeyFolder));
        }

        builder.Services.AddAuthentication()
            .AddCookie(Scheme, cookie =>
            {
                Keep(cookie.Cookie, "session");
                cookie.SlidingExpiration = false;
                cookie.Events.OnRedirectToLogin = SignInFirst;
                cookie.Events.OnValidatePrincipal = Check;
                cookie.Events.OnRedirectToAccessDenied = context =>
                {
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return Task.CompletedTask;
                };
            })
            .AddOpenIdConnect(Provider, options => Configure(options, settings));
        builder.Services.AddAntiforgery(options =>
        {
            Keep(options.Cookie, "pages");
            options.SuppressXFrameOptionsHeader = true; // the gateway's content policy says it for all pages
        });
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(
            new AuthorizationPolicyBuilder(Scheme).RequireAuthenticatedUser().RequireRole(Roles.OfServices).Build());

        // The prefix makes the browser refuse a cookie that another host or an unencrypted answer has set.
        void Keep(CookieBuilder cookie, string name)
        {
            cookie.Name = settings.IsSecure ? $"__Host-cluster-{name}" : $"cluster-{name}";
            cookie.HttpOnly = true;
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = settings.IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
            cookie.Path = "/";
        }
    }

    private static void Configure(OpenIdConnectOptions options, SignInSettings settings)
    {
        options.SignInScheme = Scheme;
        options.Authority = settings.Authority;
        options.MetadataAddress = settings.MetadataAddress;
        options.RequireHttpsMetadata = !settings.IsGateway && !new Uri(settings.Authority).IsLoopback; // the gateway is asked inside, before TLS
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query; // a form from another site would come without the cookies
        options.UsePkce = true;
        options.Scope.Clear();
        foreach (var scope in settings.Scopes)
        {
            options.Scope.Add(scope);
        }

        options.MapInboundClaims = false;
        options.DisableTelemetry = true; // which library this is and in which version is nobody's business
        options.RemoteSignOutPath = PathString.Empty; // another site could sign readers out with it
        options.RemoteAuthenticationTimeout = SignInMax;
        options.ProtocolValidator.NonceLifetime = SignInMax;
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = settings.IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        }

        options.Events = new OpenIdConnectEvents
        {
            OnRedirectToIdentityProvider = context =>
            {
                context.Properties.RedirectUri = context.Request.GetEncodedUrl(); // a path alone may begin with two slashes, and name a host
                return Task.CompletedTask;
            },
            OnTokenValidated = context =>
            {
                if (context.SecurityToken.SignatureAlgorithm == SecurityAlgorithms.None)
                {
                    context.Fail("The token is not signed."); // which the framework lets pass here, as its sender was asked directly
                    return Task.CompletedTask;
                }

                context.Principal = settings.Reader(context.Principal!);
                context.Properties!.ExpiresUtc = new DateTimeOffset(context.SecurityToken.ValidTo, TimeSpan.Zero);
                return Task.CompletedTask;
            },
            OnRemoteFailure = context =>
            {
                NotSignedIn(context.HttpContext.RequestServices.GetRequiredService<ILogger<SignInSettings>>(), context.Failure?.Message);
                context.Response.Redirect(Failed);
                context.HandleResponse();
                return Task.CompletedTask;
            },
            OnRedirectToIdentityProviderForSignOut = context =>
            {
                context.ProtocolMessage.ClientId = settings.ClientId; // in the place of the token, which is not kept
                if (string.IsNullOrEmpty(context.ProtocolMessage.IssuerAddress))
                {
                    context.Response.Redirect(SignedOut); // the provider has no sign-out
                    context.HandleResponse();
                }

                return Task.CompletedTask;
            },
        };
    }

    /// <summary>
    /// Only a page leads to the provider. An icon that a browser asks for beside it would be sent there too, unseen: while its reader signs out it
    /// would come back with a new session.
    /// </summary>
    private static Task SignInFirst(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (IsForPage(context.Request))
        {
            return context.HttpContext.ChallengeAsync(Provider);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    /// <summary>Browsers say what a request is for; over HTTP without a lock only by what they accept, which for a page begins with HTML.</summary>
    private static bool IsForPage(HttpRequest request) =>
        request.Headers["Sec-Fetch-Dest"].ToString() is { Length: > 0 } destination
            ? destination == "document"
            : request.Headers.Accept.ToString() is "" or "*/*" || request.Headers.Accept.ToString().Contains(MediaTypeNames.Text.Html, StringComparison.Ordinal);

    /// <summary>A session that has ended at the gateway has ended here; one that was not looked at for a while is looked at again.</summary>
    private static Task Check(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var session = context.Principal!.FindFirstValue(RevocationList.CredentialClaim);
        var age = services.GetRequiredService<TimeProvider>().GetUtcNow() - context.Properties.IssuedUtc;
        if ((session is not null && services.GetRequiredService<RevocationList>().Cover(session, DateTimeOffset.MinValue))
            || (age > AskAgainAfter && HttpMethods.IsGet(context.Request.Method))) // what a form sends would be lost
        {
            context.RejectPrincipal();
        }

        return Task.CompletedTask;
    }

    /// <summary>What is sent to a browser names the public address, however many doors the request has come through.</summary>
    public static void UsePublicAddress(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<SignInSettings>();
        if (settings.IsOpen)
        {
            Open(app.Logger);
            return;
        }

        app.Use((context, next) =>
        {
            context.Request.Scheme = settings.Site.Scheme;
            context.Request.Host = new HostString(settings.Site.Authority);
            return next(context);
        });
    }

    public static void MapSignOut(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<SignInSettings>().IsOpen)
        {
            app.MapPost("/sign-out", SignOut).AllowAnonymous();
        }
    }

    /// <summary>Here and at the provider.</summary>
    private static async Task SignOut(HttpContext context, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            context.Response.Redirect("/"); // not from our page, or from one of long ago: it is shown anew
            return;
        }

        await context.SignOutAsync(Scheme);
        await context.SignOutAsync(Provider, new AuthenticationProperties { RedirectUri = SignedOut });

        // The content policy lets a form lead to this site only, and a provider of the city's own is another one: so an empty page goes on.
        var answer = context.Response;
        (answer.StatusCode, answer.Headers["Refresh"]) = (StatusCodes.Status200OK, $"0; url={answer.Headers.Location}");
        answer.Headers.Remove("Location");
    }

    [LoggerMessage(EventId = 6001, Level = LogLevel.Warning, Message = "SignIn:Open is set: the pages show the plan to everybody who reaches them")]
    private static partial void Open(ILogger logger);

    [LoggerMessage(EventId = 6002, Level = LogLevel.Warning, Message = "A sign-in was not completed: {Reason}")]
    private static partial void NotSignedIn(ILogger logger, string? reason);
}
