using Cluster.ServiceDefaults;
using Cluster.Gateway.Identity.Persons;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Cluster.Gateway.Identity.Account;

/// <summary>The pages on which a person signs in and keeps the account (登录与账户页面); all they need of a browser is forms and cookies.</summary>
public static class AccountForms
{
    /// <summary>The form field that a page of another site cannot fill.</summary>
    public const string Token = "token";

    private const int FormBytesMax = 8 * 1024;
    private const string Culture = "culture";
    private static readonly string[] Cultures = ["zh-CN", "en"];

    public static void AddAccountForms(this IServiceCollection services, bool isSecure)
    {
        services.AddRazorComponents();
        services.AddLocalization();
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)); // Chinese is written as Chinese
        services.AddHttpContextAccessor();
        services.AddSingleton<SignInRate>();
        services.AddAntiforgery(options =>
        {
            options.FormFieldName = Token;
            options.Cookie.Name = CookieName("forms", isSecure);
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
            options.SuppressXFrameOptionsHeader = true; // the content policy says it for all pages
        });
    }

    /// <summary>The prefix makes the browser refuse a cookie that another host or an unencrypted answer has set.</summary>
    public static string CookieName(string name, bool isSecure) => isSecure ? $"__Host-cluster-{name}" : $"cluster-{name}";

    public static void UseAccountLanguage(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/account"))
        {
            ChooseLanguage(context);
        }

        return next(context);
    });

    public static void MapAccountForms(this IEndpointRouteBuilder endpoints)
    {
        var account = endpoints.MapGroup("/account").WithMetadata(new RequestSizeLimitAttribute(FormBytesMax)).AddEndpointFilter(Prepare).ExcludeFromDescription();
        account.MapGet("", AccountHome.Show);
        account.MapGet("sign-in", SignInForm.Show);
        account.MapPost("sign-in", SignInForm.Submit);
        account.MapGet("password", PasswordForm.Show);
        account.MapPost("password", PasswordForm.Submit);
        account.MapGet("code", CodeForm.Show);
        account.MapPost("code", CodeForm.Submit);
        account.MapPost("sign-out", AccountHome.SignOut);
    }

    public static RazorComponentResult Page<TPage>(this HttpContext context, object parameters, int status = StatusCodes.Status200OK)
        where TPage : Microsoft.AspNetCore.Components.IComponent => new(
            typeof(TPage),
            new RouteValueDictionary(parameters)
            {
                [nameof(Token)] = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken,
            })
        {
            StatusCode = status,
        };

    /// <summary>Where to go on to: an address of this site, whatever the request says.</summary>
    public static string LocalOr(string? returnUrl, string otherwise) =>
        returnUrl is { Length: < 4096 } && RedirectHttpResult.IsLocalUrl(returnUrl) && !returnUrl.Any(char.IsControl) ? returnUrl : otherwise;

    /// <summary>Who it is, and that a form comes from our own page.</summary>
    private static async ValueTask<object?> Prepare(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        if (context.RequestServices.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie.SecurePolicy == CookieSecurePolicy.Always)
        {
            context.Request.Scheme = Uri.UriSchemeHttps; // for the browser it is: TLS ends before the gateway
        }

        context.Response.Headers.CacheControl = "no-store";
        if ((await context.AuthenticateAsync(Sessions.Scheme)).Principal is { } principal)
        {
            context.User = principal; // forms are bound to who has opened them
        }

        if (HttpMethods.IsPost(context.Request.Method)
            && !await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
        {
            return Problem.Of(Refusals.AntiforgeryFailed).AsResult();
        }

        return await next(invocation);
    }

    private static void ChooseLanguage(HttpContext context)
    {
        var asked = context.Request.Query[Culture].ToString();
        var known = CookieRequestCultureProvider.ParseCookieValue(context.Request.Cookies[CookieRequestCultureProvider.DefaultCookieName] ?? "");
        var chosen = new[] { asked, known?.UICultures.FirstOrDefault().Value }.FirstOrDefault(Cultures.Contains) ?? Cultures[0];
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(chosen);
        if (chosen == asked)
        {
            context.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(chosen)),
                new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax });
        }
    }
}
