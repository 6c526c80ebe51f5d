using System.Text.Json.Nodes;

namespace Cluster.System.Tests.Contract;

/// <summary>One published document, changed in one place each.</summary>
public sealed class BreakingChangesTests
{
    private const string Published = """
        {
          "paths": {
            "/rows/{key}": {
              "put": {
                "parameters": [ { "name": "key", "in": "path", "required": true, "schema": { "type": "string" } },
                                { "name": "strict", "in": "query", "schema": { "type": "boolean" } } ],
                "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Row" } } } },
                "responses": {
                  "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Result" } } } },
                  "422": { "description": "no" } } } } },
          "components": { "schemas": {
            "Row": { "type": "object", "required": [ "name" ], "properties": {
              "name": { "type": "string", "maxLength": 100 }, "kind": { "enum": [ "road", "rail" ], "type": "string" },
              "lengthKm": { "type": "number", "minimum": 0, "maximum": 5000 }, "touches": { "type": "array", "items": { "type": "string" } } } },
            "Result": { "type": "object", "required": [ "version" ], "properties": {
              "version": { "type": "integer" }, "errors": { "type": "array", "items": { "$ref": "#/components/schemas/Result" } } } } } }
        }
        """;

    [Theory]
    [InlineData("\"/rows/{key}\"", "\"/lines/{key}\"", "put /rows/{key} is gone")]
    [InlineData("\"put\"", "\"post\"", "put /rows/{key} is gone")]
    [InlineData("\"strict\"", "\"exact\"", "put /rows/{key} query strict is gone")]
    [InlineData("\"in\": \"query\"", "\"in\": \"query\", \"required\": true", "put /rows/{key} query strict is required now")]
    [InlineData("\"type\": \"boolean\"", "\"type\": \"string\"", "put /rows/{key} query strict was boolean and is string")]
    [InlineData("[ \"name\" ]", "[ \"name\", \"kind\" ]", "put /rows/{key} body.kind is required now")]
    [InlineData("\"lengthKm\"", "\"lengthM\"", "put /rows/{key} body.lengthKm is gone")]
    [InlineData("\"road\", \"rail\"", "\"road\"", "put /rows/{key} body.kind does not take rail any more")]
    [InlineData("\"maxLength\": 100", "\"maxLength\": 99", "put /rows/{key} body.name has the maxLength 99 now, which was 100")]
    [InlineData("\"minimum\": 0", "\"minimum\": 0.5", "put /rows/{key} body.lengthKm has the minimum 0.5 now, which was 0")]
    [InlineData("\"items\": { \"type\": \"string\"", "\"items\": { \"maxLength\": 6, \"type\": \"string\"", "put /rows/{key} body.touches[] has the maxLength 6 now, which was open")]
    [InlineData("\"maxLength\": 100", "\"maxLength\": 100, \"pattern\": \"^a\"", "put /rows/{key} body.name has to match ^a now")]
    [InlineData("\"422\"", "\"400\"", "put /rows/{key} 422 is gone")]
    [InlineData("\"version\": {", "\"edition\": {", "put /rows/{key} 200.version is gone")]
    [InlineData("[ \"version\" ]", "[ ]", "put /rows/{key} 200.version can be missing now")]
    [InlineData("\"integer\"", "[ \"null\", \"integer\" ]", "put /rows/{key} 200.version was integer and is null|integer")]
    public void What_breaks_a_program_is_named(string was, string @is, string expected) => Changes(was, @is).ShouldBe([expected]);

    [Theory]
    [InlineData("\"strict\"", "\"strict\"")]
    [InlineData("[ \"name\" ]", "[ ]")]
    [InlineData("\"maxLength\": 100", "\"maxLength\": 200")]
    [InlineData("\"road\", \"rail\"", "\"road\", \"rail\", \"canal\"")]
    [InlineData("\"maximum\": 5000", "\"maximum\": 9000")]
    [InlineData("\"version\": {", "\"line\": { \"type\": \"integer\" }, \"version\": {")]
    [InlineData("\"422\"", "\"412\": { \"description\": \"no\" }, \"422\"")]
    [InlineData("{ \"name\": \"strict\"", "{ \"name\": \"sheet\", \"in\": \"query\", \"schema\": { \"type\": \"string\" } }, { \"name\": \"strict\"")]
    public void What_is_added_breaks_nothing(string was, string @is) => Changes(was, @is).ShouldBeEmpty();

    private static IReadOnlyList<string> Changes(string was, string @is)
    {
        Published.ShouldContain(was);
        return BreakingChanges.Between(JsonNode.Parse(Published)!, JsonNode.Parse(Published.Replace(was, @is))!);
    }
}
