"""Plugins: the hooks they implement, and the registry that collects, checks and freezes what they supply."""

from seedlib.plugins.registry import BUILTIN, Component, PluginInfo, Registry, default_registry
from seedlib.plugins.specs import hookimpl

__all__ = ["BUILTIN", "Component", "PluginInfo", "Registry", "default_registry", "hookimpl"]
