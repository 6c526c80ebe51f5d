namespace Cluster.Gateway.Identity.Account;

/// <summary>Every text of the account pages: AccountWords.resx in Chinese, AccountWords.en.resx in English.</summary>
public sealed class AccountWords;
