namespace Rollcall.Server.Hosting.Configuration;

/// <summary>The tables of a TOML file while it is read, with what TOML remembers of each: a table or key may be defined once only.</summary>
internal sealed class TomlTables
{
    private enum Made
    {
        /// <summary>On the way to a table below it; its own header may still come.</summary>
        InPassing,
        /// <summary>By its header.</summary>
        ByHeader,
        /// <summary>By a dotted key; a header may not add to it.</summary>
        ByDottedKey,
    }

    private readonly Dictionary<ConfigNode.Table, Made> made = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<ConfigNode.Items> growing = new(ReferenceEqualityComparer.Instance);
    private ConfigNode.Table current;

    public TomlTables(int line)
    {
        Root = current = new ConfigNode.Table([], line);
        made[Root] = Made.ByHeader;
    }

    public ConfigNode.Table Root { get; }

    /// <summary><c>[a.b]</c>: the keys that follow belong to this table.</summary>
    public void Open(TomlText toml, IReadOnlyList<string> path, int line)
    {
        var parent = Walk(toml, Root, path.SkipLast(1), Made.InPassing);
        if (!parent.Members.TryGetValue(path[^1], out var there))
        {
            current = Add(parent, path[^1], Made.ByHeader, line);
            return;
        }

        if (there is not ConfigNode.Table table || !this.made.TryGetValue(table, out var made) || made != Made.InPassing)
            throw toml.Wrong($"[{string.Join('.', path)}] is there already");
        this.made[table] = Made.ByHeader;
        current = table;
    }

    /// <summary><c>[[a.b]]</c>: the keys that follow belong to one more table of this list.</summary>
    public void OpenNext(TomlText toml, IReadOnlyList<string> path, int line)
    {
        var parent = Walk(toml, Root, path.SkipLast(1), Made.InPassing);
        if (!parent.Members.TryGetValue(path[^1], out var there))
        {
            var list = new ConfigNode.Items([], line);
            growing.Add(list);
            parent.Members[path[^1]] = there = list;
        }

        if (there is not ConfigNode.Items items || !growing.Contains(items))
            throw toml.Wrong($"[[{string.Join('.', path)}]] is there already as something else");
        current = new ConfigNode.Table([], line);
        made[current] = Made.ByHeader;
        items.Members.Add(current);
    }

    /// <summary><c>a.b = value</c> in the current table.</summary>
    public void Assign(TomlText toml, IReadOnlyList<string> path, ConfigNode value)
    {
        var table = Walk(toml, current, path.SkipLast(1), Made.ByDottedKey);
        if (!table.Members.TryAdd(path[^1], value))
            throw toml.Wrong($"{string.Join('.', path)} is there twice");
    }

    private ConfigNode.Table Walk(TomlText toml, ConfigNode.Table from, IEnumerable<string> path, Made making)
    {
        foreach (var name in path)
        {
            if (!from.Members.TryGetValue(name, out var there))
                from = Add(from, name, making, toml.Line);
            else if (there is ConfigNode.Table table && this.made.TryGetValue(table, out var made) && (making == Made.InPassing || made == making))
                from = table;
            else if (making == Made.InPassing && there is ConfigNode.Items items && growing.Contains(items))
                from = (ConfigNode.Table)items.Members[^1];
            else
                throw toml.Wrong($"{name} is there already and cannot be added to");
        }

        return from;
    }

    private ConfigNode.Table Add(ConfigNode.Table parent, string name, Made made, int line)
    {
        var table = new ConfigNode.Table([], line);
        this.made[table] = made;
        parent.Members[name] = table;
        return table;
    }
}
