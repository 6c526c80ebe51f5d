using System.Text.RegularExpressions;

namespace Cluster.Architecture.Tests;

/// <summary>Nothing waits by holding a thread, and nothing fails where nobody can see it.</summary>
public sealed partial class AsyncTests
{
    private static readonly HouseRule<TextFile> NoAsyncVoid = new(HouseRule.NoCode(@"\basync\s+void\b"))
    {
        Advice = "Return a Task: nobody can wait for an async void, or see it fail.",
        Breaks = [TextFile.Sample("private async void Refresh() { }")],
        Keeps = [TextFile.Sample("private async Task Refresh() { } // async void")],
    };

    private static readonly HouseRule<Part> NoBlocking = new(part =>
        from call in Product.Calls(part)
        where Blocking().IsMatch(call.What)
        select call)
    {
        Advice = "Await it.",
        Breaks =
        [
            Product.Sample("sample", typeof(AsksForResult)),
            Product.Sample("sample", typeof(WaitsInAsyncMethod)),
            Product.Sample("sample", typeof(WaitsInLambda)),
        ],
        Keeps = [Product.Sample("sample", typeof(Awaits))],
    };

    private static readonly HouseRule<TextFile> NoGetResult = new(HouseRule.NoCode(@"\bGetAwaiter\s*\(\s*\)\s*\.\s*GetResult\b"))
    {
        Advice = "Await it.",
        Breaks = [TextFile.Sample("Load().GetAwaiter().GetResult();")],
        Keeps = [TextFile.Sample("await Load();")],
    };

    [Fact]
    public void Nothing_is_async_void() => NoAsyncVoid.ShouldHoldFor(Repository.Code);

    [Fact]
    public void No_product_code_blocks_on_a_task() => NoBlocking.ShouldHoldFor(Product.Parts);

    [Fact]
    public void No_product_code_gets_a_result_from_an_awaiter() => NoGetResult.ShouldHoldFor(Repository.ProductCode);

    private static class AsksForResult
    {
        public static int Now(Task<int> later) => later.Result;
    }

    private static class WaitsInAsyncMethod
    {
        public static async Task Go(Task later)
        {
            await Task.Yield();
            later.Wait();
        }
    }

    private static class WaitsInLambda
    {
        public static Action Go(Task later) => () => later.Wait();
    }

    private sealed record Awaits(int Result)
    {
        public static async Task<int> Go(Task<Awaits> later) => (await later).Result;
    }

    [GeneratedRegex(@"\bSystem\.Threading\.Tasks\.(Value)?Task(`1)?(<.*>)?::(get_Result|Wait(All|Any)?)\(", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Blocking();
}
