using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Cluster.Gateway.Cadence;
using Npgsql;

namespace Cluster.Gateway.Tests.Cadence;

public sealed class WatchSilenceTests(RunningGateway gateway)
{
    private readonly Replica _door = gateway.Replica;

    [Fact]
    public async Task An_operator_sees_who_has_pushed_what_and_when()
    {
        var (client, http) = await System();
        using var push = await http.PostAsync("/api/ecology/stations/batch", Rows());
        using var single = await http.PutAsync("/api/ecology/daily-values/a", Rows());
        using var read = await http.GetAsync("/api/ecology/warnings");
        await Notes.Write(TestContext.Current.CancellationToken);

        (await Pushes(client)).Select(item => item["resource"]!.GetValue<string>()).ShouldBe(["ecology/daily-values", "ecology/stations"]);
        (await Pushes(client)).ShouldAllBe(item => item["lastAt"] != null && item["silentSince"] == null && item["learned"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_push_that_did_not_arrive_is_none()
    {
        var (client, http) = await System();
        using var down = await http.PostAsync("/api/infrastructure/segments/batch", Rows());
        down.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await Notes.Write(TestContext.Current.CancellationToken);

        (await Pushes(client)).ShouldBeEmpty();
    }

    [Fact]
    public async Task How_often_a_system_pushes_is_learned_and_its_silence_is_told_once()
    {
        var (client, http) = await System();
        for (var run = 0; run < 6; run++)
        {
            using var push = await http.PostAsync("/api/ecology/stations/batch", Rows());
            await Notes.Write(TestContext.Current.CancellationToken);
            await TimePasses(client, "1 hour");
        }

        var learned = (await Pushes(client)).Single();
        learned["everySeconds"]!.GetValue<long>().ShouldBeInRange(5_395, 5_460);
        learned["silentSince"].ShouldBeNull();
        (await Look()).ShouldNotContain(client);

        await TimePasses(client, "1 hour");

        (await Pushes(client)).Single()["silentSince"].ShouldNotBeNull();
        (await Look()).ShouldContain(client);
        (await Look()).ShouldNotContain(client);
        using (var again = await http.PostAsync("/api/ecology/stations/batch", Rows()))
        {
            await Notes.Write(TestContext.Current.CancellationToken);
        }

        (await Pushes(client)).Single()["silentSince"].ShouldBeNull();
        await TimePasses(client, "2 hours");
        (await Look()).ShouldContain(client);
    }

    /// <summary>A night's figures come in parts.</summary>
    [Fact]
    public async Task Pushes_that_follow_each_other_closely_are_one_run()
    {
        var (client, http) = await System();
        for (var part = 0; part < 6; part++)
        {
            using var push = await http.PostAsync("/api/ecology/stations/batch", Rows());
            await Notes.Write(TestContext.Current.CancellationToken);
            await TimePasses(client, "1 minute");
        }

        (await Pushes(client)).Single()["everySeconds"].ShouldBeNull();
    }

    [Fact]
    public async Task Operations_say_how_often_a_system_is_expected_also_before_its_first_push()
    {
        var (client, http) = await System();
        using var set = await Set(client, "ecology/stations", new { everySeconds = 86_400 });
        set.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Look()).ShouldNotContain(client);

        await TimePasses(client, "25 hours");

        (await Look()).ShouldContain(client);
        using var push = await http.PostAsync("/api/ecology/stations/batch", Rows());
        await Notes.Write(TestContext.Current.CancellationToken);
        (await Pushes(client)).Single()["silentSince"].ShouldBeNull();
    }

    [Theory]
    [InlineData("nowhere/stations", """{"everySeconds":86400}""", 404, "not-found")]
    [InlineData("ecology/stations", """{"everySeconds":599}""", 422, "cadence-out-of-range")]
    [InlineData("ecology/stations", """{"everySeconds":99999999999}""", 422, "cadence-out-of-range")]
    [InlineData("ecology/stations", """{"hours":1}""", 400, "malformed-request")]
    public async Task What_cannot_be_expected_is_refused(string resource, string body, int status, string code)
    {
        var (client, _) = await System();

        using var set = await Set(client, resource, JsonNode.Parse(body)!);

        ((int)set.StatusCode, await set.ProblemCode()).ShouldBe((status, code));
    }

    [Fact]
    public async Task Only_operations_see_it()
    {
        using var department = await _door.As("department");

        using var answer = await department.GetAsync("/identity/pushes");

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private NotePushes Notes => _door.Service<NotePushes>();

    private async Task<IEnumerable<string>> Look() =>
        (await _door.Service<WatchSilence>().Look(TestContext.Current.CancellationToken)).Select(cadence => cadence.ClientId);

    private async Task<(string ClientId, HttpClient Http)> System()
    {
        var client = Replica.NewClientId();
        using var put = await _door.Put(client, Replica.Registration("department"));
        return (client, _door.With(await _door.Token(client, Replica.Secret)));
    }

    private async Task<HttpResponseMessage> Set(string client, string resource, object body)
    {
        using var operators = await _door.Operator();
        return await operators.PutAsJsonAsync($"/identity/pushes/{client}/{resource}", body);
    }

    private async Task<List<JsonObject>> Pushes(string client)
    {
        using var operators = await _door.Operator();
        using var answer = await operators.GetAsync("/identity/pushes");
        return [.. (await answer.Json())["items"]!.AsArray().Select(item => item!.AsObject()).Where(item => item["clientId"]!.GetValue<string>() == client)];
    }

    /// <summary>As if all that is known of a system had been longer ago.</summary>
    private async Task TimePasses(string client, string interval)
    {
        await using var database = NpgsqlDataSource.Create(gateway.Database);
        await using var command = database.CreateCommand(
            "update push_cadences set since = since - $2::interval, last_at = last_at - $2::interval where client_id = $1");
        command.Parameters.Add(new() { Value = client });
        command.Parameters.Add(new() { Value = interval });
        await command.ExecuteNonQueryAsync();
    }

    private static JsonContent Rows() => JsonContent.Create(new { rows = Array.Empty<object>() });
}
