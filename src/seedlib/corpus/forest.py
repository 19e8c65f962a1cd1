"""What is joined to what: a forest of nodes that also says which join made two nodes one."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TypeAlias

__all__ = ["Forest", "Node"]

#: What can be joined.
Node: TypeAlias = Hashable


class Forest:
    """Nodes, the smaller tree always put below the greater one, so that no way up is longer than the logarithm of all.

    Ways are not made shorter when they are walked, as is usual: each step is one join, and the latest on the way between two nodes
    is the one that made them one.
    """

    def __init__(self) -> None:
        self._parent: dict[Node, Node] = {}
        self._size: dict[Node, int] = {}
        self._when: dict[Node, int] = {}

    def root(self, node: Node) -> Node:
        """Return the node that stands for all that are joined to `node`."""
        while node in self._parent:
            node = self._parent[node]
        return node

    def join(self, one: Node, other: Node, when: int = -1) -> None:
        """Join two nodes, and all that are joined to them.

        Args:
            one: a node.
            other: another.
            when: the number of the join; a later one has no smaller number.
        """
        small, great = sorted((self.root(one), self.root(other)), key=lambda node: self._size.get(node, 1))
        if small != great:
            self._parent[small] = great
            self._when[small] = when
            self._size[great] = self._size.get(great, 1) + self._size.get(small, 1)

    def joined_by(self, one: Node, other: Node) -> int | None:
        """Return the number of the join by which two nodes became one; None if they are two."""
        if self.root(one) != self.root(other):
            return None
        latest = {one: -1}  # by each node above the first: the latest join on the way to it
        node, when = one, -1
        while node in self._parent:
            when = max(when, self._when[node])
            node = self._parent[node]
            latest[node] = when
        node, when = other, -1
        while node not in latest:
            when = max(when, self._when[node])
            node = self._parent[node]
        return max(when, latest[node])
