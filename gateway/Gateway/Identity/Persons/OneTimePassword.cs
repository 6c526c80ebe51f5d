using System.Security.Cryptography;

namespace Cluster.Gateway.Identity.Persons;

/// <summary>What an administrator hands over and the person changes at the first sign-in (一次性口令).</summary>
internal static class OneTimePassword
{
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789"; // none that is read as another
    private const int Groups = 4;
    private const int GroupLength = 5;

    public static string New() => string.Join(
        '-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Letters, GroupLength)));
}
