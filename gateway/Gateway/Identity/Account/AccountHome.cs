using Cluster.Gateway.Identity.Persons;

namespace Cluster.Gateway.Identity.Account;

/// <summary>Who is signed in, what can be changed, and the way out.</summary>
public static class AccountHome
{
    public static async Task<IResult> Show(HttpContext context, Sessions sessions, PasswordRules rules, TimeProvider time) =>
        await sessions.Find(context) is not var (person, _) ? PasswordForm.SignInFirst("/account")
        : PasswordForm.MustChange(person, rules, time) ? Results.LocalRedirect("/account/password")
        : context.Page<HomePage>(new { person.DisplayName, UserName = person.UserName!, HasRole = person.Role is not null });

    public static async Task<IResult> SignOut(HttpContext context, Sessions sessions)
    {
        await sessions.End(context);
        return Results.LocalRedirect("/account/sign-in");
    }
}
