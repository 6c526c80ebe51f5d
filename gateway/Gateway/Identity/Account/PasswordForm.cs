using Cluster.Gateway.Identity.Persons;
using Cluster.Gateway.Identity.Trail;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Identity.Account;

/// <summary>A person changes the own password; all other sessions of that person end with it.</summary>
public static class PasswordForm
{
    public static async Task<IResult> Show(HttpContext context, Sessions sessions, PasswordRules rules, TimeProvider time, string? returnUrl) =>
        await sessions.Find(context) is var (person, _)
            ? context.Page<PasswordPage>(new
            {
                Must = MustChange(person, rules, time), ReturnUrl = AccountForms.LocalOr(returnUrl, "/account"),
            })
            : SignInFirst("/account/password");

    public static async Task<IResult> Submit(
        HttpContext context, Sessions sessions, SignIn signIn, PasswordRules rules, IdentityEvents events, GatewayDb database, Revocations revocations,
        IOptions<SignInPolicy> policy, TimeProvider time, IStringLocalizer<AccountWords> words)
    {
        if (await sessions.Find(context) is not var (person, _))
        {
            return SignInFirst("/account/password");
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var returnUrl = AccountForms.LocalOr(form["returnUrl"], "/account");
        var (current, chosen, repeated) = (form["current"].ToString(), form["new"].ToString(), form["repeat"].ToString());

        // The same counting as at the sign-in: a browser left open is no place to guess from.
        var outcome = await signIn.TryPassword(person, current);
        string[] faults = outcome switch
        {
            SignInOutcome.Locked => [words["sign-in.locked", policy.Value.LockMinutes]],
            SignInOutcome.Wrong => [words["password.wrong"]],
            _ when chosen != repeated => [words["password.differs"]],
            _ => [.. rules.Check(person, chosen).Select(refusal => rules.Explain(refusal))],
        };
        if (faults.Length > 0)
        {
            return context.Page<PasswordPage>(
                new { Must = MustChange(person, rules, time), ReturnUrl = returnUrl, Faults = faults }, StatusCodes.Status422UnprocessableEntity);
        }

        await using (var transaction = await database.Database.BeginTransactionAsync())
        {
            rules.Set(person, chosen, mustChange: false, time.GetUtcNow());
            await events.OfPerson(person.Id, new PasswordChanged(), by: person);
            await sessions.EndAll(person.Id);
            await sessions.Start(context, person);
            await transaction.CommitAsync();
        }

        await revocations.Refresh();
        return Results.LocalRedirect(returnUrl);
    }

    public static bool MustChange(Person person, PasswordRules rules, TimeProvider time) =>
        person.MustChangePassword || rules.IsTooOld(person, time.GetUtcNow());

    public static IResult SignInFirst(string then) => Results.LocalRedirect($"/account/sign-in?returnUrl={Uri.EscapeDataString(then)}");
}
