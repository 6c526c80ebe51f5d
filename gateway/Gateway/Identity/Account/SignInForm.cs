using System.Globalization;
using Cluster.Gateway.Identity.Persons;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Identity.Account;

/// <summary>Name, password and, where it is set up, a code. A wrong answer says nothing about which of them was wrong.</summary>
public static class SignInForm
{
    private const int LengthMax = 200;

    public static IResult Show(HttpContext context, string? returnUrl) =>
        context.Page<SignInPage>(new { ReturnUrl = AccountForms.LocalOr(returnUrl, "/account") });

    public static async Task<IResult> Submit(
        HttpContext context, SignIn signIn, Sessions sessions, SignInRate rate, IOptions<SignInPolicy> policy, IStringLocalizer<AccountWords> words)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var returnUrl = AccountForms.LocalOr(form["returnUrl"], "/account");
        var (name, password) = (form["name"].ToString(), form["password"].ToString());
        var (outcome, person) = !rate.Allows(context) ? (SignInOutcome.Locked, null)
            : name.Trim().Length == 0 || name.Length > LengthMax || password.Length > LengthMax ? (SignInOutcome.Wrong, null)
            : await signIn.Try(name, password, form["code"]);
        switch (outcome)
        {
            case SignInOutcome.Wrong:
                return context.Page<SignInPage>(
                    new { ReturnUrl = returnUrl, Faults = new[] { words["sign-in.wrong"].Value } }, StatusCodes.Status401Unauthorized);
            case SignInOutcome.Locked:
                context.Response.Headers.RetryAfter = TimeSpan.FromMinutes(policy.Value.LockMinutes).TotalSeconds.ToString(CultureInfo.InvariantCulture);
                return context.Page<SignInPage>(
                    new { ReturnUrl = returnUrl, Faults = new[] { words["sign-in.locked", policy.Value.LockMinutes].Value } },
                    StatusCodes.Status429TooManyRequests);
            default:
                await sessions.Start(context, person!);
                return Results.LocalRedirect(returnUrl);
        }
    }
}
