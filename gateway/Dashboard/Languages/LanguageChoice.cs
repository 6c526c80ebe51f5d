using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Cluster.Dashboard.Languages;

/// <summary>Chinese unless the reader has chosen English; a choice in the address is remembered for a year.</summary>
internal static class LanguageChoice
{
    public const string QueryKey = "culture";
    public const string Chinese = "zh-CN";
    public const string English = "en";

    private static readonly TimeSpan RememberedFor = TimeSpan.FromDays(365);

    public static void AddLanguages(this IServiceCollection services)
    {
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture(Chinese).AddSupportedCultures(Chinese, English).AddSupportedUICultures(Chinese, English);
            options.RequestCultureProviders = [new QueryStringRequestCultureProvider(), new CookieRequestCultureProvider()];
        });
    }

    public static void UseLanguages(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.Use((context, next) =>
        {
            if (context.Request.Query.ContainsKey(QueryKey))
            {
                context.Response.Cookies.Append(
                    CookieRequestCultureProvider.DefaultCookieName,
                    CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(CultureInfo.CurrentUICulture)),
                    new CookieOptions { MaxAge = RememberedFor, HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax });
            }

            return next(context);
        });
    }

    public static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == English;

    /// <summary>The text in the reader's language, where the data has both.</summary>
    public static string Choose(string zh, string? en) => IsEnglish && !string.IsNullOrWhiteSpace(en) ? en : zh;
}
