namespace Cluster.Contracts.Coordination;

/// <summary>
/// An organisation is to be told something by its contacts (通知): whoever sends it, the city's SMS or office system, subscribes to this. A telephone
/// is never whole here; it is read with the office's credential.
/// </summary>
/// <param name="About">resource/key: supervision-orders/2026-001.</param>
/// <param name="Version">Of what it is about, as it was then.</param>
/// <param name="Step">As that has it: sign, remind, feedback, extend, close, return or cancel; reminder or overdue of a report.</param>
/// <param name="Contacts">Those that were valid on the day; none is an alarm (无有效联络员).</param>
/// <param name="Zh">What to tell them, in one sentence.</param>
public sealed record NoticeIssued(
    string About, long Version, string Step, string Organisation, IReadOnlyList<NoticeContact> Contacts, string Zh, string En);

/// <param name="Receipt">Of its filing: BA2026-0001.</param>
/// <param name="Telephone">Masked.</param>
public sealed record NoticeContact(string Receipt, string Person, string Post, string Telephone);
