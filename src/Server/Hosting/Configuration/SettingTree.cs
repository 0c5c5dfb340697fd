namespace Rollcall.Server.Hosting.Configuration;

/// <summary>What was given, one source laid over the other: a later value replaces an earlier one of the same key, and a whole list its elements.</summary>
internal sealed class SettingTree
{
    public Dictionary<string, SettingTree> Children { get; } = [];

    public GivenSetting? Given { get; private set; }

    /// <summary>The elements of a list in their order, under the numbers they were given.</summary>
    public IEnumerable<(string Number, SettingTree Element)> Elements =>
        from child in Children
        let number = int.TryParse(child.Key, out var n) ? n : int.MaxValue
        orderby number
        select (child.Key, child.Value);

    public void Lay(GivenSetting given)
    {
        var at = this;
        foreach (var name in SettingPath.Names(given.Path))
        {
            if (!at.Children.TryGetValue(name, out var child))
                at.Children[name] = child = new SettingTree();
            at = child;
            if (at.Given is not { Value: GivenSetting.Empty { List: false } })
                at.Given = null; // a part given later stands against a whole given earlier
        }

        at.Given = given;
        if (given.Value is not GivenSetting.Empty { List: false })
            at.Children.Clear();
    }
}
