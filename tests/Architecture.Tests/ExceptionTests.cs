using System.Text.RegularExpressions;

namespace Cluster.Architecture.Tests;

/// <summary>A catch names its condition or rethrows; nothing acknowledges what it did not do.</summary>
public sealed partial class ExceptionTests
{
    private static readonly HouseRule<TextFile> NoSwallowing = new(file => Catches(file.Code).SelectMany(c => Faults(file, c)))
    {
        Advice = "Name the exception or the condition; what needs no action needs a comment that says why.",
        Breaks =
        [
            TextFile.Sample("try { Go(); } catch { }"),
            TextFile.Sample("try { Go(); } catch (Exception) { return false; }"),
            TextFile.Sample("try { Go(); } catch (Exception failure) { Log(failure); /* throw; */ }"),
            TextFile.Sample("try { Go(); } catch (IOException) { }"),
            TextFile.Sample("""try { Go(); } catch (Exception failure) when (failure is { Message: "(" }) { }"""),
        ],
        Keeps =
        [
            TextFile.Sample("try { Go(); } catch { Stop(); throw; }"),
            TextFile.Sample("try { Go(); } catch (Exception failure) when (IsTransient(failure)) { Log(failure); }"),
            TextFile.Sample("try { Go(); } catch (IOException) { return false; }"),
            TextFile.Sample("try { Go(); } catch (IOException) { /* The file is gone, which is what was asked. */ }"),
        ],
    };

    [Fact]
    public void No_catch_is_empty_or_swallows() => NoSwallowing.ShouldHoldFor(Repository.Code);

    private static IEnumerable<Finding> Faults(TextFile file, Catch one)
    {
        var (body, comment) = (file.Code[one.Body], file.Comments[one.Body]);
        if (one.IsForAll && !Throw().IsMatch(body))
        {
            yield return file.At(one.Start, "catches everything and goes on");
        }
        else if (string.IsNullOrWhiteSpace(body.Trim('{', '}')) && string.IsNullOrWhiteSpace(comment))
        {
            yield return file.At(one.Start, "does nothing and does not say why");
        }
    }

    private static IEnumerable<Catch> Catches(string code)
    {
        foreach (Match match in CatchClause().Matches(code))
        {
            var at = match.Index + match.Length;
            var isForAll = code[at] == '{' || Everything().IsMatch(code[at..CSharpText.EndOfBracket(code, at)]);
            while (code[at] != '{')
            {
                isForAll &= code[at] != 'w';
                at = code[at] == '(' ? CSharpText.EndOfBracket(code, at) : at + 1;
            }

            yield return new Catch(match.Index, isForAll, at..CSharpText.EndOfBracket(code, at));
        }
    }

    /// <param name="IsForAll">Of any exception, under no condition.</param>
    private sealed record Catch(int Start, bool IsForAll, Range Body);

    [GeneratedRegex(@"\bcatch\s*(?=[({])", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex CatchClause();

    [GeneratedRegex(@"^\(\s*(System\.)?Exception\b", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Everything();

    [GeneratedRegex(@"\bthrow\b", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Throw();
}
