using System.Text.Json;

namespace Hourglass.Tests.Fuzzing;

public sealed class MutatorTests
{
    private const string Document = """{"a": [1, {"b": null}], "c": "text", "d": {}}""";

    [Fact]
    public void Damage_depends_on_the_seed_and_the_index_alone()
    {
        byte[] valid = [.. Enumerable.Range(0, 200).Select(i => (byte)i)];
        byte[][] first = [.. Enumerable.Range(0, 50).Select(i => new ByteMutator(1).Mutate(valid, i, valid))];
        byte[][] again = [.. Enumerable.Range(0, 50).Select(i => new ByteMutator(1).Mutate(valid, i, valid))];
        byte[][] other = [.. Enumerable.Range(0, 50).Select(i => new ByteMutator(2).Mutate(valid, i, valid))];
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.True(first.Count(one => !one.AsSpan().SequenceEqual(valid)) > 45);
        Assert.Equal([.. Enumerable.Range(0, 200).Select(i => (byte)i)], valid);
    }

    [Fact]
    public void Changed_documents_are_well_formed_and_differ()
    {
        var changed = JsonMutator.All(Document);
        Assert.All(changed, one => JsonDocument.Parse(one.Json).Dispose());
        Assert.DoesNotContain(changed, one => one.Json == Document);
        string[] paths = ["$", "$.a", "$.a[0]", "$.a[1]", "$.a[1].b", "$.c", "$.d"];
        Assert.Equal(paths, changed.Select(one => one.Path).Distinct());
    }

    [Theory]
    [InlineData("$.a[1] removed", """{"a": [1], "c": "text", "d": {}}""")]
    [InlineData("$.a removed", """{ "c": "text", "d": {}}""")]
    [InlineData("$.a[1].b removed", """{"a": [1, {}], "c": "text", "d": {}}""")]
    [InlineData("$.c doubled", """{"a": [1, {"b": null}], "c": "text", "c": "text", "d": {}}""")]
    [InlineData("$.d renamed", """{"a": [1, {"b": null}], "c": "text", "unknownMember": {}}""")]
    [InlineData("$.a[0] = null", """{"a": [null, {"b": null}], "c": "text", "d": {}}""")]
    [InlineData("$ = []", "[]")]
    public void A_change_is_what_its_name_says(string change, string expected) =>
        Assert.Equal(expected, Assert.Single(JsonMutator.All(Document), one => one.ToString() == change).Json);
}
