"""One tree out of several: schema default < parent < child < `--set`.

- Sections and maps merge key by key; in a map with free keys, `null` takes the parent's key out.
- A dated lever given as a map replaces the parent's value from its first year on; before that year the parent's
  value holds. With its own `before` it replaces all, and so does a single number.
- Rows with an `id` replace the parent's row of that id or are added; any other list replaces the parent's.
- All other values replace the parent's. A section left empty says nothing.
"""

from model.scenario.schema.base import Section
from model.scenario.schema.shape import Shape, shape_of
from model.scenario.tree import Entry, Key, Map, Node, Row, Scalar


def merged(section: type[Section], older: Map, newer: Map) -> Map:
    """The newer tree laid over the older, each value keeping the place where it was written."""
    entries: dict[Key, Entry] = dict(older.entries)
    for key, entry in newer.entries.items():
        shape = shape_of(section, key) if isinstance(key, str) else None
        before = older.entries.get(key)
        if shape is not None and shape.kind == "section" and _says_nothing(entry.node):
            continue
        node = entry.node if before is None or shape is None else over(shape, before.node, entry.node)
        entries[key] = Entry(entry.key_mark, node)
    return Map(newer.mark, entries)


def over(shape: Shape, older: Node, newer: Node) -> Node:
    """One value laid over its parent's."""
    if shape.kind == "dated":
        return _dated(older, newer)
    if shape.kind == "section" and shape.section and isinstance(older, Map) and isinstance(newer, Map):
        return merged(shape.section, older, newer)
    if shape.kind == "map" and isinstance(older, Map) and isinstance(newer, Map):
        return _map(shape, older, newer)
    if shape.kind == "rows" and isinstance(older, Row) and isinstance(newer, Row):
        return _rows(older, newer)
    return newer


def _map(shape: Shape, older: Map, newer: Map) -> Map:
    entries = dict(older.entries)
    for key, entry in newer.entries.items():
        before = older.entries.get(key)
        if before is not None and _says_nothing(entry.node):
            del entries[key]
        elif before is not None and shape.inner is not None:
            entries[key] = Entry(entry.key_mark, over(shape.inner, before.node, entry.node))
        else:
            entries[key] = entry
    return Map(newer.mark, entries)


def _dated(older: Node, newer: Node) -> Node:
    if not isinstance(newer, Map) or "before" in newer.entries:
        return newer
    years = [key for key in newer.entries if isinstance(key, int)]
    first = min(years, default=None)
    if isinstance(older, Map):
        kept: dict[Key, Entry] = {
            key: entry
            for key, entry in older.entries.items()
            if key == "before" or (isinstance(key, int) and first is not None and key < first)
        }
    else:
        kept = {"before": Entry(older.mark, older)}
    return Map(newer.mark, {**kept, **newer.entries})


def _rows(older: Row, newer: Row) -> Row:
    rows = {_id(item, position): item for position, item in enumerate(older.items)}
    seen: set[object] = set()
    for position, item in enumerate(newer.items, len(rows)):
        name = _id(item, position)
        rows[position if name in seen else name] = item  # an id that stands twice stays, to be refused by name
        seen.add(name)
    return Row(newer.mark, tuple(rows.values()))


def _id(row: Node, position: int) -> object:
    if isinstance(row, Map) and "id" in row.entries:
        node = row.entries["id"].node
        if isinstance(node, Scalar) and isinstance(node.value, str):
            return node.value
    return position


def _says_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.value is None
