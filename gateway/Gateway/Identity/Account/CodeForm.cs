using Cluster.Gateway.Identity.Persons;
using Cluster.Gateway.Identity.Trail;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Cluster.Gateway.Identity.Account;

/// <summary>A person sets up one-time codes (TOTP, RFC 6238): the key is shown until a code made from it has been entered.</summary>
public static class CodeForm
{
    public static async Task<IResult> Show(HttpContext context, Sessions sessions, UserManager<Person> persons)
    {
        if (await sessions.Find(context) is not var (person, _))
        {
            return PasswordForm.SignInFirst("/account/code");
        }

        if (!person.TwoFactorEnabled && person.ProtectedCodeKey is null)
        {
            await persons.ResetAuthenticatorKeyAsync(person);
        }

        return context.Page<CodePage>(new { Key = await KeyToShow(person, persons) });
    }

    public static async Task<IResult> Submit(
        HttpContext context, Sessions sessions, UserManager<Person> persons, IdentityEvents events, GatewayDb database, IStringLocalizer<AccountWords> words)
    {
        if (await sessions.Find(context) is not var (person, _))
        {
            return PasswordForm.SignInFirst("/account/code");
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var code = form["code"].ToString().Replace(" ", "", StringComparison.Ordinal);
        if (person.TwoFactorEnabled || person.ProtectedCodeKey is null
            || !await persons.VerifyTwoFactorTokenAsync(person, TokenOptions.DefaultAuthenticatorProvider, code))
        {
            return context.Page<CodePage>(
                new { Key = await KeyToShow(person, persons), Faults = new[] { words["code.wrong"].Value } }, StatusCodes.Status422UnprocessableEntity);
        }

        (person.TwoFactorEnabled, person.LastCode) = (true, code);
        await database.InTransaction(async () =>
        {
            await events.OfPerson(person.Id, new CodeSetUp(), by: person);
            await database.SaveChangesAsync();
        });
        return Results.LocalRedirect("/account/code");
    }

    private static async Task<string?> KeyToShow(Person person, UserManager<Person> persons) =>
        person.TwoFactorEnabled ? null : await persons.GetAuthenticatorKeyAsync(person);
}
