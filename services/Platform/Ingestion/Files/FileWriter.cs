using Cluster.Ingestion.Files;
using Cluster.Ingestion.SenderCodes;
using Cluster.Messaging;

namespace Cluster.Ingestion;

/// <summary>A file's way to the database: the same steps as a batch's, part by part in one transaction, so that memory does not follow its size.</summary>
internal sealed partial class BatchWriter<T, TEvent>
{
    private const string BeforeFile = "before_file";

    public async Task<Answer> WriteFile(FilePush file, Func<BatchResult, Answer> answerWith, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteFileOnce(file, answerWith, cancellation);
            }
            catch (Exception failure) when (attempt < AttemptsMax && IsWorthRepeating(failure, attempt))
            {
                Repeated(logger, failure, push.ServiceName, push.ResourceName, attempt);
            }
        }
    }

    private async Task<Answer> WriteFileOnce(FilePush file, Func<BatchResult, Answer> answerWith, CancellationToken cancellation)
    {
        await using var transaction = await log.Begin(file.Caller, cancellation);
        if (file.Claim is { } claim
            && (await IdempotencyClaim.Claim([claim], transaction, LockWait.Alone, cancellation)).TryGetValue(claim, out var given))
        {
            return given;
        }

        await transaction.Save(BeforeFile, cancellation);
        var (results, twice, changes) = await WriteParts(file, [], transaction, cancellation);
        if (twice.Count > 0)
        {
            // Rows with one key, too far apart to be seen together: now that they are known, none of them is written.
            await transaction.RollbackTo(BeforeFile, 0, cancellation);
            (results, _, changes) = await WriteParts(file, twice, transaction, cancellation);
        }

        if (file.Wishes.Atomic && results.Exists(r => r.Outcome == Outcome.Rejected))
        {
            await transaction.RollbackTo(BeforeFile, 0, cancellation);
            results = results.ConvertAll(RefusedWithTheOthers);
        }

        var answer = answerWith(BatchResult.Of(results) with { File = file.Rows.Reading, Changes = changes });
        if (file.Wishes.Validate)
        {
            await transaction.Rollback(cancellation);
        }
        else
        {
            await (file.Job?.Finish(transaction.Connection, answer, cancellation) ?? Task.CompletedTask);
            await transaction.Commit(cancellation, file.Claim is { } kept ? IdempotencyClaim.Keep([(kept, answer)]) : null);
        }

        return answer;
    }

    /// <summary>What a part changes stands in the transaction when the next is looked at, as its rows may refer to it.</summary>
    /// <param name="refused">Keys that are known to be in several parts.</param>
    /// <returns>With the keys that were met in several parts, and, of a check, some of what would change.</returns>
    private async Task<(List<RowResult> Results, HashSet<string> Twice, List<ChangeSample>? Changes)> WriteParts(
        FilePush file, HashSet<string> refused, LogTransaction transaction, CancellationToken cancellation)
    {
        var (once, twice) = (new HashSet<string>(), new HashSet<string>());
        var results = new List<RowResult>(file.Rows.Count);
        var changes = file.Wishes.Validate ? new List<ChangeSample>() : null;
        foreach (var part in file.Rows.Parts())
        {
            var codes = _codes is null ? null : await _codes.Read(part.Rows.Select(row => (file.Caller, row)), transaction.Connection, cancellation);
            var input = Read(part, file, codes);
            await Resolve([input], transaction.Connection, cancellation);
            RefuseDuplicates(input);
            foreach (var draft in input.Drafts.Where(d => refused.Contains(d.Key) && !d.Faults.Exists(f => f.Code == IngestionRefusals.DuplicateInBatch.Code)))
            {
                draft.Faults.Add(Fault.Of("key", IngestionRefusals.DuplicateInBatch, draft.Key));
            }

            await Decide([input], expectNew: false, transaction, cancellation);
            await WriteDrafts(input.Drafts.FindAll(d => d.Faults.Count == 0), allNew: false, transaction, cancellation);
            if (file.Wishes.Validate)
            {
                transaction.Forget();
            }
            else
            {
                await transaction.Flush(cancellation);
            }

            twice.UnionWith(input.Drafts.Select(d => d.Key).Where(key => key.Length > 0).Distinct().Where(key => !once.Add(key)));
            results.AddRange(input.Drafts.Select((draft, i) => draft.Result with { Line = part.Lines[i], Column = part.Columns?[i] }));
            changes?.AddRange(input.Drafts.Index().Where(d => d.Item.Change?.Before is not null).Take(ChangeSample.CountMax - changes.Count)
                .Select(d => ChangeSample.Of(results[part.First + d.Index], d.Item.BeforeJson!, d.Item.AfterJson!)).ToList());
            await (file.Job?.Advance(results.Count, file.Rows.Count, cancellation) ?? Task.CompletedTask);
        }

        return (results, twice, changes);
    }

    private Input Read(FilePart part, FilePush file, KnownCodes? codes)
    {
        var call = new Submission(new BatchRequest(file.Wishes.Validate, file.Wishes.Atomic, file.Wishes.Strict, part.Rows), file.Caller, file.Claim, RouteKey: null, AnswerWith: null!);
        return new Input(call, [.. part.Rows.Select((json, i) => ReadRow(json, part.First + i, call, codes, part.Faults.GetValueOrDefault(i)))]);
    }

    private static RowResult RefusedWithTheOthers(RowResult row) => row.Outcome == Outcome.Rejected
        ? row
        : row with { Outcome = Outcome.Rejected, Version = null, Errors = [Fault.Of("$", IngestionRefusals.AtomicBatchRefused)] };
}
